import { expect, it } from "vitest";
import type { InputEntry } from "../../../contract/report.ts";
import { attemptOn } from "../testing/attempts.ts";
import { spokenEntries, spokenSession } from "../testing/report.ts";
import { comparisonOf } from "./comparison.ts";
import { trendsOf } from "./trends.ts";

const named = (attempts: Parameters<typeof trendsOf>[0], name: string) => trendsOf(attempts).find((it) => it.name.startsWith(name));
const rows = (...[before, after]: Parameters<typeof comparisonOf>) => {
  const { measures } = comparisonOf(before, after);
  return typeof measures === "string" ? [] : measures.map((it) => [it.name, it.before, it.after]);
};
const days = [1, 2, 3];

it("never puts a pace in characters next to one in words", () => {
  const japanese = spokenEntries.map((it) => (it.speaker === "USER" ? { ...it, content: "移行を担当しました。".repeat(10) } : it));
  const mixed = days.map((day) => attemptOn(day, { language: "ja", entries: day === 1 ? spokenEntries : japanese }));
  expect(named(mixed, "Pace")).toBeUndefined();
  const alike = [...mixed, attemptOn(4, { language: "ja", entries: japanese })];
  expect(named(alike, "Pace")?.points.map(({ words }) => /\D+$/.exec(words)?.[0])).toEqual(Array(3).fill(" characters a minute"));
});

/** Only the first answer, with `ms` of speech. */
const brief = (ms: number): InputEntry[] =>
  spokenEntries
    .slice(0, 2)
    .map((it) =>
      it.speaker === "USER" && it.speech
        ? { ...it, speech: { ...it.speech, endMs: it.speech.startMs + ms + 2_300, speechMs: ms, pauses: [[12_000, 2_300]] } }
        : it,
    );

it("derives no pause rate from a few seconds of speech", () => {
  const short = days.map((day) => attemptOn(day, { entries: day === 1 ? brief(4_000) : spokenEntries }));
  expect(named(short, "Pauses")).toBeUndefined();
  const long = days.map((day) => attemptOn(day, { entries: brief(30_000) }));
  expect(named(long, "Pauses")?.points.map(({ words }) => words)).toEqual(["2.0", "2.0", "2.0"]);
});

it("compares pauses per minute of speech, and says when that was too short", () => {
  const name = "Pauses of 2 s or more in a minute of speech";
  expect(rows(attemptOn(1, { entries: brief(30_000) }), attemptOn(2))).toContainEqual([name, "2.0", "3.1"]);
  expect(rows(attemptOn(1, { entries: brief(4_000) }), attemptOn(2))).toContainEqual([name, "Too short to tell", "3.1"]);
});

it("has no pace for a transcript whose words and audio do not match", () => {
  const hasty = spokenEntries.map((it) => (it.speaker === "USER" ? { ...it, content: `${it.content} `.repeat(4).trim() } : it));
  const attempt = (day: number) => attemptOn(day, day === 2 ? { entries: hasty } : {});
  expect(named(days.map(attempt), "Pace")).toBeUndefined();
  expect(named([...days, 4].map(attempt), "Pace")?.points).toHaveLength(3);
  expect(named(days.map(attempt), "Pauses")?.points).toHaveLength(3);
  const [, , pace] = rows(attempt(1), attempt(2)).filter(([name]) => name?.startsWith("Typical"));
  expect(pace?.[2]).toBe("Not known: words and sound do not fit together");
  expect([1, 2].map((day) => attempt(day).delivery.fillersPerMinute.unknown)).toEqual([null, "mismatched"]);
});

it("compares no longest answer when a longer one may not have been measured", () => {
  const lost = spokenEntries.map((it, index) => (index === 5 ? { ...it, speech: null } : it));
  expect(rows(attemptOn(1), attemptOn(2, { entries: lost }))).toContainEqual(["Longest answer", "33.6 s", "Not measured"]);
});

it("derives no share of talk from less than a minute of it", () => {
  const attempt = (day: number, ms: number) => attemptOn(day, { session: { ...spokenSession, speechMs: ms, aiMs: ms } });
  expect(named([attempt(1, 30_000), attempt(2, 29_999), attempt(3, 30_000)], "Your part")).toBeUndefined();
  expect(
    named(
      days.map((day) => attempt(day, 30_000)),
      "Your part",
    )?.points,
  ).toHaveLength(3);
});

import { expect, it } from "vitest";
import { report as whole } from "../../../contract/report.ts";
import { assess } from "../../../report/assess.ts";
import { coach } from "../../../report/coach.ts";
import { gateOf } from "../../../report/gates.ts";
import { addChecks } from "../../../report/tally.ts";
import { sampleAssessment, sampleCoaching } from "./drafts.ts";
import { sampleInput } from "./interview.ts";
import { readSample } from "./sample.server.ts";
import written from "./written.json";

const { interview, feedback, delivery, entries } = readSample();
const report = whole.parse(feedback.report);

it("would pass the gate for a report as an interview", () => {
  expect(gateOf(sampleInput)).toBe("OPEN");
});

it("is exactly what its drafts become when checked against its transcript", () => {
  const { report, checks } = assess(sampleInput, sampleAssessment, { isUnsure: false });
  const { stronger, drills, checks: coached } = coach(sampleInput, report, sampleCoaching);
  expect(written).toEqual({ report: { ...report, stronger, drills }, checks: addChecks(checks, coached) });
});

it("checks every quote against its transcript, and drops none", () => {
  const { questions, strengths, next, stronger } = report;
  const quotes = [...questions.flatMap(({ ratings, star }) => [...ratings, ...star]), ...strengths, ...(next ? [next] : [])]
    .flatMap(({ evidence }) => evidence)
    .concat(stronger.flatMap(({ facts }) => facts));
  expect(quotes.length).toBeGreaterThan(25);
  const own = new Map(entries.filter(({ speaker }) => speaker === "USER").map((it) => [it.timestamp, it.content]));
  expect(quotes.filter(({ timestamp, quote, start, end }) => own.get(timestamp)?.slice(start, end) !== quote)).toEqual([]);
  expect(feedback.checks).toMatchObject({ kept: quotes.length, dropped: 0, keptBy: { exact: quotes.length } });
});

it("keeps everything drafted: no score, text or blank is removed", () => {
  const { questions, strengths, next, stronger, drills } = report;
  const drafted = sampleAssessment as { questions: { asked: string; ratings: { dim: string; score: number | null; gap: string }[] }[] };
  const saidOf = (list: typeof drafted.questions) =>
    list.map(({ asked, ratings }) => [asked, ratings.map(({ dim, score, gap }) => [dim, score, gap])]);
  expect(saidOf(questions)).toEqual(saidOf(drafted.questions));
  expect({ strengths, next, stronger, drills }).toMatchObject({
    strengths: sampleAssessment.strengths.map((it) => ({ text: (it as { text: string }).text })),
    next: { text: (sampleAssessment.next as { text: string }).text, origin: "model" },
    stronger: [{ text: (sampleCoaching.stronger[0] as { text: string }).text }],
    drills: sampleCoaching.drills,
  });
});

it("is spoken at a human pace, within its stated time", () => {
  expect(delivery.answers).toHaveLength(5);
  for (const { speaker, content, speech } of entries) {
    const wordsPerMinute = content.split(" ").length / ((speech?.speechMs ?? 0) / 60_000);
    expect([speaker, wordsPerMinute > 100 && wordsPerMinute < 200, wordsPerMinute]).toEqual([speaker, true, wordsPerMinute]);
  }
  const lastMs = Math.max(...entries.map(({ speech }) => speech?.endMs ?? 0));
  expect(Date.parse(interview.endedAt ?? "") - Date.parse(interview.startedAt ?? "")).toBeGreaterThan(lastMs);
});

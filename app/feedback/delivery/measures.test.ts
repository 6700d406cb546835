import { expect, it } from "vitest";
import { interviewOf } from "../testing/interview.ts";
import { spokenEntries, spokenSession } from "../testing/report.ts";
import { measuresOf } from "./measures.ts";

const measured = (takenBack: number[], entries = spokenEntries) =>
  measuresOf({
    setup: interviewOf(),
    entries: entries.map((entry, index) => (takenBack.includes(index) ? { ...entry, correction: { text: null } } : entry)),
    session: { ...spokenSession, cutIns: [...spokenSession.cutIns, [50_000, "AI"], [46_200, "USER"]] },
  });

it("measures no withdrawn answer", () => {
  const { answers, longestMs, thinkingMs, speechMs, talkShare, cutIns } = measured([3]);
  expect(answers.map(({ timestamps }) => timestamps)).toEqual([[spokenEntries[1]?.timestamp], [spokenEntries[5]?.timestamp]]);
  expect([longestMs.value, thinkingMs.value]).toEqual([33_600, (1_400 + 5_500) / 2]);
  const left = spokenSession.speechMs - 11_800;
  expect([speechMs, talkShare]).toEqual([left, { share: left / (left + spokenSession.aiMs), of: "time" }]);
  expect(cutIns).toEqual({ byUser: 0, byAi: 1 });
});

it("measures a corrected line by its correction", () => {
  const entries = spokenEntries.map((entry, index) => (index === 3 ? { ...entry, correction: { text: "Um, it was me" } } : entry));
  const [{ answers }, heard] = [measured([], entries), measured([])];
  expect(answers.map(({ count }) => count)).toEqual(heard.answers.map(({ count }, index) => (index === 1 ? 4 : count)));
  expect(answers[1]?.fillers?.map(({ phrase }) => phrase)).toEqual(["um"]);
  expect(answers[1]?.lengthMs).toEqual(heard.answers[1]?.lengthMs);
});

it("measures nothing when every answer was withdrawn", () => {
  const { answers, userCount, lengthMs, longPauses, fillersPerMinute } = measured([1, 3, 5]);
  expect([answers, userCount, lengthMs.value, longPauses.value, fillersPerMinute.value]).toEqual([[], 0, null, null, null]);
});

it("counts a withdrawn line within an answer neither as a pause nor towards its length", () => {
  const said = (startMs: number, endMs: number) => ({ startMs, endMs, speechMs: endMs - startMs, pauses: [], timing: "marked" as const });
  const spans = [said(1_000, 6_000), said(7_000, 12_000), said(13_000, 17_000), said(18_000, 20_000)];
  const entries = spokenEntries.slice(0, 2).flatMap((entry, index) => (index === 0 ? [entry] : [entry, entry, entry]));
  const placed = entries.map((entry, index) => ({ ...entry, timestamp: `${index}`, speech: spans[index] ?? null }));
  const [answer] = measured([2], placed).answers;
  expect([answer?.timestamps, answer?.pauses, answer?.lengthMs.value, answer?.speechMs.value]).toEqual([["1", "3"], [], 9_000, 7_000]);
});

it("subtracts time excluded for two reasons from an answer's length only once", () => {
  const said = (startMs: number, endMs: number) => ({ startMs, endMs, speechMs: endMs - startMs, pauses: [], timing: "marked" as const });
  const spans = [said(0, 1_000), said(2_000, 7_000), said(8_000, 18_000), said(19_000, 22_000)];
  const [asked, answered] = spokenEntries;
  const entries = [asked, answered, answered, answered].flatMap((it, index) =>
    it ? [{ ...it, timestamp: `${index}`, speech: spans[index] ?? null, correction: index === 2 ? { text: null } : null }] : [],
  );
  const session = { ...spokenSession, gaps: [[10_000, 5_000]] as [number, number][] };
  expect(measuresOf({ setup: interviewOf(), entries, session }).answers[0]?.lengthMs.value).toBe(10_000);
});

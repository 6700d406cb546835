import { expect, it } from "vitest";
import type { Evidence } from "../../../contract/report.ts";
import { inputEntry, spokenEntries, wholeReport } from "../testing/report.ts";
import { firstLineOf, weakestOf } from "./lookups.ts";
import { readingOf } from "./reading.ts";

const [question] = wholeReport.questions;
const quote = question?.ratings[0]?.evidence[0] as Evidence;

it("practises no point without a score, even if the advice quotes the same words", () => {
  const ratings = [
    { dim: "action", score: null, gap: "", evidence: [quote] } as const,
    { dim: "result", score: 3, gap: "", evidence: [] } as const,
  ].map((it) => ({ ...it, evidence: [...it.evidence] }));
  expect(question && weakestOf({ ...question, ratings }, [quote])).toBe("result");
});

it("shows as the first line of an answer the first that was not taken back", () => {
  const [, first, , second] = spokenEntries;
  const entries = spokenEntries.map((it) => (it === first ? { ...it, correction: { text: null } } : it));
  expect(question && firstLineOf(wholeReport, question, entries)).toBe(second?.content);
});

it("links a quote to its line where the words stand in it, as heard or as corrected", () => {
  const { timestamp } = quote;
  const entries = [inputEntry({ speaker: "USER", content: "I lead it.", timestamp }, { correction: { text: "I led it." } })];
  const { isShown } = readingOf({ language: "en", startedAt: null }, { entries, practisesFrom: null, isUnsure: false });
  expect(["I lead it", "I led it", "They led it"].map((words) => isShown({ ...quote, quote: words }))).toEqual([true, true, false]);
});

import { expect, it } from "vitest";
import type { InputEntry } from "../contract/report.ts";
import { mostOf } from "../contract/report-limits.ts";
import { knownSetup } from "../contract/setup.ts";
import { assess } from "./assess.ts";
import { countLeftOut } from "./left-out.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString();
const entry = (speaker: "USER" | "AI", second: number, content: string, correction: InputEntry["correction"] = null): InputEntry => ({
  speaker,
  content,
  timestamp: at(second),
  speech: null,
  isTyped: false,
  correction,
});

/** An interview of `count` questions, each answered in two lines. */
const interviewOf = (count: number) => ({
  setup: knownSetup.parse({ role: "Pilot", language: "en" }),
  entries: Array.from({ length: count }, (_, it) => [
    entry("AI", 10 * it, `What is number ${it + 1}?`),
    entry("USER", 10 * it + 1, `Number ${it + 1} is what I did first.`),
    entry("USER", 10 * it + 2, "And then I did the rest of it."),
  ]).flat(),
});
const draftOf = (count: number) => ({
  questions: Array.from({ length: count }, (_, it) => ({ kind: "general", exchanges: [`E${it + 1}`], asked: "", ratings: [], star: [] })),
  strengths: [],
  next: null,
  notes: [],
});

it("counts the answers beyond the maximum of questions", () => {
  const input = interviewOf(mostOf.questions + 3);
  const { report } = assess(input, draftOf(mostOf.questions + 3), { isUnsure: false });
  expect([report.questions.length, countLeftOut(input.entries, report)]).toEqual([mostOf.questions, 3]);
});

it("counts the answers that the draft passed over, and none when it covers all of them", () => {
  const input = interviewOf(4);
  const leftOut = (count: number) => countLeftOut(input.entries, assess(input, draftOf(count), { isUnsure: false }).report);
  expect([leftOut(1), leftOut(4)]).toEqual([3, 0]);
});

it("counts no withdrawn line, and no question without an answer", () => {
  const entries = [entry("AI", 0, "Why?"), entry("USER", 1, "Because.", { text: null }), entry("AI", 2, "Are you there?")];
  expect(countLeftOut(entries, { exchanges: [] })).toBe(0);
});

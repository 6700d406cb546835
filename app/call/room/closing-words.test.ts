import { expect, it } from "vitest";
import type { Caption } from "../../../machines/call/captions.ts";
import { closingWords } from "./closing-words.ts";

const asked: Caption = { speaker: "AI", text: "Why?", isFinal: true };
const answered: Caption = { speaker: "USER", text: "Because.", isFinal: true };
const ended = { endReason: "GEMINI_ENDED", startedAtMs: 1_000, endedAtMs: 250_000 } as const;
const wordsOf = (captions: Caption[], change: Partial<Parameters<typeof closingWords>[0]> = {}) => {
  const { title, body } = closingWords({ captions, ...ended, ...change });
  return `${title} ${body}`;
};

it("counts the answers and the time", () => {
  const eight = Array(8).fill([asked, answered]).flat() as Caption[];
  expect(wordsOf(eight)).toBe("That’s it. 8 answers, 4 min 9 s. Well done for saying it aloud.");
  expect(wordsOf([asked, answered], { endedAtMs: 2_000 })).toBe("That’s it. 1 answer, 1 s. Well done for saying it aloud.");
});

it("counts everything said between two questions as one answer", () => {
  expect(wordsOf([asked, answered, answered, asked, answered])).toContain(" 2 answers, ");
});

it("says that the time was up", () => {
  expect(wordsOf([asked, answered], { endReason: "TIMEOUT" })).toBe("The time is up. 1 answer, 4 min 9 s. Well done for saying it aloud.");
});

it("does not praise a voice that was not heard", () => {
  expect(wordsOf([asked, { ...answered, isTyped: true }])).toContain("Well done for putting it into words.");
});

it("mentions no count when there was no answer", () => {
  expect([wordsOf([asked], { endReason: "USER_INITIATED" }), wordsOf([asked]), wordsOf([], { endReason: "TIMEOUT" })]).toEqual([
    "That’s it. You ended before your first answer. That happens.",
    "That’s it. It ended before your first answer. That happens.",
    "The time is up. It ended before your first answer. That happens.",
  ]);
});

it("omits the time when the end has none", () => {
  expect(wordsOf([asked, answered], { endedAtMs: null })).toBe("That’s it. 1 answer. Well done for saying it aloud.");
});

import { expect, it } from "vitest";
import { golden, transcript } from "./golden/transcripts.ts";
import { exchangesOf, judgedExchanges, nameEntries } from "./entries.ts";

it("names entries and exchanges by their order, corrected or not", () => {
  expect(nameEntries(golden.corrected.entries).map(({ id, used }) => [id, used])).toEqual([
    ["A1", "original"],
    ["U1", "corrected"],
    ["A2", "original"],
    ["U2", "original"],
  ]);
});

it("treats a correction that changes nothing as the original", () => {
  const { entries } = transcript([["U", "I led it."]], { corrections: { 0: "I led it." } });
  expect(nameEntries(entries).map(({ used }) => used)).toEqual(["original"]);
});

it("begins an exchange when the interviewer speaks again after an answer, not with each of their lines", () => {
  const { entries } = transcript([
    ["U", "Hello."],
    ["A", "Hello."],
    ["A", "Who are you?"],
    ["U", "I am"],
    ["U", "Ada."],
    ["A", "And?"],
  ]);
  const ids = (them: readonly { id: string }[]) => them.map(({ id }) => id).join(" ");
  expect(exchangesOf(nameEntries(entries)).map(({ id, ai, user }) => [id, ids(ai), ids(user)])).toEqual([
    ["E1", "", "U1"],
    ["E2", "A1 A2", "U2 U3"],
    ["E3", "A3", ""],
  ]);
});

it.each([
  ["whole, where the interview is not long", 1, [[500, 40_000]]],
  ["short, and leaves whole exchanges out of one of more than 200,000 characters", 6, Array(4).fill([300, 40_000])],
])("keeps what the interviewer said %s, and 40,000 characters of a line of the candidate's", (_, count, lengths) => {
  const lines = Array.from({ length: count }, () => [["A", "a".repeat(500)] as const, ["U", "u".repeat(40_001)] as const]).flat();
  const judged = judgedExchanges(nameEntries(transcript(lines).entries));
  expect(judged.map(({ ai, user }) => [...ai, ...user].map(({ text }) => text?.length))).toEqual(lengths);
});

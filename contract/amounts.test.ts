import { expect, it } from "vitest";
import { counted, durationWords } from "./amounts.ts";

it("writes a duration in its two largest units", () => {
  expect([0, 400, 59_600, 61_000, 245_250, 3_600_000, 3_725_000].map(durationWords)).toEqual([
    "0 s",
    "0 s",
    "1 min",
    "1 min 1 s",
    "4 min 5 s",
    "1 h",
    "1 h 2 min",
  ]);
});

it("writes singular and plural counts, thousands apart", () => {
  expect([0, 1, 2, 9_000].map((it) => counted(it, "word"))).toEqual(["0 words", "1 word", "2 words", "9,000 words"]);
});

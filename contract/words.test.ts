import { expect, it } from "vitest";
import { countWords, wordEnds } from "./words.ts";

it.each([
  ["English, whatever the white space", "  I led\n\tthe migration.  ", 4],
  ["German", "Über-naïve Übung – ja!", 4],
  ["Chinese", "我做前端开发。", 4],
  ["Japanese", "私はエンジニアです。", 4],
  ["Thai", "ผมชื่อสมชายครับ", 4],
  ["Persian with half-spaces", "می‌خواهم کار کنم", 3],
  ["Arabic", "أنا مهندس برمجيات", 3],
])("counts the words of %s", (_, text, words) => {
  expect(countWords(text)).toBe(words);
});

it("counts no punctuation and no pictures", () => {
  expect(["…", "– ? !", "👩‍👩‍👧 🎉", "", "\u200f"].map(countWords)).toEqual([0, 0, 0, 0, 0]);
});

it("finds where words end, each with the punctuation that follows it", () => {
  const text = "Well, “yes”: 前端。";
  expect(wordEnds(text).map((end) => text.slice(0, end))).toEqual(["Well, “", "Well, “yes”:", text]);
});

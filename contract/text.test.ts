import { expect, it } from "vitest";
import { isSeen, printable, printableLine, readable } from "./text.ts";

it.each([
  ["a Persian half-space", "می\u200Cخواهم"],
  ["an emoji that joins three", "👩\u200D💻"],
  ["a heart in colour", "❤\uFE0F"],
  ["the flag of Scotland", "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"],
  ["a mark of reading direction", "a\u200Fb"],
  ["a tab", "a\tb"],
])("keeps %s", (_, text) => {
  expect(printable(text)).toBe(text);
});

it.each(["\n", "\r\n", "\r", "\f", "\v", "\u0085", "\u2028", "\u2029"])("keeps the line break %j", (lineBreak) => {
  expect(printable(`one${lineBreak}two`)).toBe("one\ntwo");
  expect(printableLine(`one${lineBreak}two`)).toBe("one two");
});

it("removes unprintable and misleading characters, and surrounding blanks", () => {
  expect(printable(" a\u0000b\u0007\u202Ec\u2066d\u{E0041}e\ud800 ")).toBe("abcde\ufffd");
});

it("removes only direction overrides, and keeps the joiners and marks of scripts", () => {
  expect(readable(" a\u202Eb\u2066c\u2069\u202C\u0007\u200F\u200D\n ")).toBe(" abc\u0007\u200F\u200D\n ");
});

it.each([
  "",
  " ",
  "\t\n",
  "\u00A0\u3000",
  "\u200B\u200D",
  "\uFEFF",
  "\u00AD",
  "\u3164",
  "\uFFA0",
  "\u115F",
  "\u2800",
  "\u0301",
  "\uFE0F",
  "\u{E0100}",
])("finds nothing visible in %j", (text) => {
  expect(isSeen(text)).toBe(false);
});

it.each(["a", "李", "ก", "é", "e\u0301", "👩\u200D💻", ".", "7", "\u200Ba"])("finds something visible in %j", (text) => {
  expect(isSeen(text)).toBe(true);
});

it("keeps 30 marks on a letter, more than any script writes, and no more, which would cover the lines above and below", () => {
  const marks = "\u0301\u0323".repeat(15);
  for (const text of [`z${marks}a${marks}`, "e\u0301", "ก\u0E34\u0E48"]) expect([printable(text), readable(text)]).toEqual([text, text]);
  const over = `z${marks}\u0301\u20DD\u0489a${marks}${marks}`;
  expect([printable(over), readable(over)]).toEqual([`z${marks}a${marks}`, `z${marks}a${marks}`]);
  const woven = `z${"\u0301\u200D\u034F".repeat(40)}`;
  expect(readable(woven).match(/\u0301/g)).toHaveLength(15);
});

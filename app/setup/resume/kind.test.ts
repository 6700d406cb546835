import { expect, it } from "vitest";
import { decodeText, kindOf } from "./kind.ts";

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)));

it("detects a file's type from its first bytes", () => {
  expect([kindOf(bytes("%PDF-1.7")), kindOf(bytes("PK\u0003\u0004")), kindOf(bytes("Ada"))]).toEqual(["pdf", "docx", "text"]);
  expect(() => kindOf(bytes([0xd0, 0xcf, 0x11, 0xe0]))).toThrow("old");
  expect(() => kindOf(bytes())).toThrow("empty");
});

it("does not treat RTF as plain text, since its markup is not part of a résumé", () => {
  expect(() => kindOf(bytes("{\\rtf1\\ansi\\deff0 Ada Lovelace\\par}"))).toThrow("unknown");
  expect(() => kindOf(bytes([0xef, 0xbb, 0xbf], "{\\rtf1 Ada}"))).toThrow("unknown");
  expect(kindOf(bytes("{Ada} \\rtf"))).toBe("text");
});

it.each([
  ["UTF-8", bytes("Zürich")],
  ["UTF-8 with its mark", bytes([0xef, 0xbb, 0xbf], "Zürich")],
  ["UTF-16", bytes([0xff, 0xfe], ...[..."Zürich"].map((it) => [it.charCodeAt(0), 0]))],
  ["Windows' own", bytes("Z", [0xfc], "rich")],
])("reads a text in %s", (_, file) => {
  expect(decodeText(file)).toBe("Zürich");
});

it("does not treat a file with control characters as text", () => {
  expect(() => decodeText(bytes("Ada", [0, 1, 2]))).toThrow("unknown");
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { decoded } from "./decoded.ts";

it("decodes base64 of any length", () => {
  const comesBack = (bytes: Uint8Array) => {
    expect([...decoded(bytes.toBase64())]).toEqual([...bytes]);
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), comesBack));
  for (const length of [15_360, 47_999, 48_000, 48_001, 300_000]) comesBack(new Uint8Array(length).fill(7));
});

it("reuses the same memory for every sound of up to a second", () => {
  const [first, second] = [48_000, 15_360].map((bytes) => decoded(new Uint8Array(bytes).toBase64()).buffer);
  expect(first).toBe(second);
});

it("throws on invalid base64, and works again afterwards", () => {
  expect(() => decoded("no base64!")).toThrow(SyntaxError);
  expect([...decoded("AQID")]).toEqual([1, 2, 3]);
});

import { expect, it } from "vitest";
import { costMicros } from "./prices.ts";

const used = { model: "gemini-3.8-flash", inputTokens: 1_000, outputTokens: 100, thoughtTokens: 200 };

it("bills a report's thinking tokens as output, at the prices of its day", () => {
  const at = ["2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00.000Z"];
  expect(at.map((it) => costMicros({ ...used, at: it }))).toEqual([750 + 300 * 3.75, 1_500 + 300 * 7.5]);
});

it("has no price for another model, nor before the first known day", () => {
  expect(costMicros({ ...used, model: "gemini-4-flash", at: "2026-12-01T00:00:00.000Z" })).toBeNull();
  expect(costMicros({ ...used, at: "2025-12-31T23:59:59.999Z" })).toBeNull();
});

import { expect, it } from "vitest";
import { delayMs, verdictOf } from "./verdict.ts";

it("maps every answer of the app to a verdict on a report", () => {
  const answers = ["none", 200, 302, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503] as const;
  expect(answers.map((it) => [it, verdictOf(it)])).toEqual([
    ["none", "retried"],
    [200, "accepted"],
    [302, "retried"],
    [400, "refused"],
    [401, "parked"],
    [403, "parked"],
    [404, "deleted"],
    [408, "retried"],
    [409, "moved"],
    [413, "tooLarge"],
    [422, "refused"],
    [429, "retried"],
    [500, "retried"],
    [502, "retried"],
    [503, "retried"],
  ]);
});

it("doubles the delay from 2 s to 5 min, cuts it by up to a quarter at random, and parks for an hour", () => {
  const attempts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000];
  expect(attempts.map((it) => delayMs("retried", it, 1) / 1000)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  expect(delayMs("retried", 3, 0)).toBe(6_000);
  expect(delayMs("parked", 1, 0.5)).toBe(3_600_000);
});

import { expect, it } from "vitest";
import { median, quantile } from "./statistics.ts";

it("takes the median, or the mean of the two middle values", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

it("finds the value below which a share lies, in any order", () => {
  const values = Array.from({ length: 100 }, (_, at) => 99 - at);
  expect([quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1)]).toEqual([50, 99, 99]);
  expect(quantile([], 0.5)).toBeNaN();
});

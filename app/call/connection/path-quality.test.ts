import { expect, it } from "vitest";
import { PathQuality } from "./path-quality.ts";

const after = (...times: number[]) => {
  const quality = new PathQuality();
  for (const ms of times) quality.took(ms);
  return quality;
};
const pings = (count: number, ms: number) => Array.from({ length: count }, () => ms);

it.each([
  ["good", "one of twenty pings was late", [900, ...pings(19, 299)]],
  ["slow", "two of twenty were late", [...pings(9, 20), 300, 300, ...pings(9, 20)]],
  ["poor", "two of twenty were very late", [800, 800, ...pings(18, 20)]],
  ["good", "those that were late are twenty pings ago", [...pings(20, 900), ...pings(20, 20)]],
])("is %s where %s", (quality, _, times) => {
  expect(after(...times).read()).toBe(quality);
});

it("counts a ping still in flight, and resets with the connection", () => {
  const quality = after(20, 20);
  quality.late([800]);
  expect(quality.read()).toBe("poor");
  quality.took(800);
  quality.reset();
  expect(quality.read()).toBe("good");
});

it("does not take one late ping for a poor connection before twenty were measured", () => {
  expect(after(20, 20, 10_000, 20).read()).toBe("good");
  expect(after(900, 900).read()).toBe("poor");
});

it("lets the longest wait decide, even after twenty good pings, until it is over", () => {
  const quality = after(...pings(20, 20));
  quality.late([5_000, 40]);
  expect(quality.read()).toBe("poor");
  quality.took(5_200, [200]);
  expect(quality.read()).toBe("good");
});

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

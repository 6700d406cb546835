import { beforeEach, expect, it, vi } from "vitest";
import { Stopwatch } from "./stopwatch.ts";

const bornAtUnixMs = 1_800_000_000_000;

beforeEach(() => void vi.useFakeTimers({ now: bornAtUnixMs }));
it.each([
  ["a day on", 86_400_000],
  ["at a clock that went back", -1_000],
])("reads ms since it was made, and converts them to Unix time, %s", (_, ms) => {
  const stopwatch = new Stopwatch();
  vi.setSystemTime(bornAtUnixMs + ms);
  expect(stopwatch.read()).toBe(ms);
  expect(stopwatch.unixMs(ms)).toBe(bornAtUnixMs + ms);
});

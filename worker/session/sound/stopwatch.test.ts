import { afterEach, expect, it, vi } from "vitest";
import { Stopwatch } from "./stopwatch.ts";

afterEach(() => void vi.useRealTimers());

/** What V8 keeps within an object, as workerd builds it: 31 bits. */
const isSmall = (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 30;

it("tells whole ms since it was made, small enough to stand within an object, and which Unix time they are", () => {
  vi.useFakeTimers({ now: 1_800_000_000_123.5 });
  const stopwatch = new Stopwatch();
  expect(stopwatch.read()).toBe(0);
  vi.setSystemTime(1_800_000_000_123.5 + 86_400_000);
  expect(stopwatch.read()).toBe(86_400_000);
  expect(isSmall(stopwatch.read())).toBe(true);
  expect(stopwatch.unixMs(stopwatch.read())).toBe(Date.now());
});

it("goes back with the clock that it is read from, and stays whole", () => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  const stopwatch = new Stopwatch();
  vi.setSystemTime(1_799_999_999_000.7);
  expect(stopwatch.read()).toBe(-1_000);
});

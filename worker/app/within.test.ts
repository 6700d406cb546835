import { beforeEach, expect, it, vi } from "vitest";
import { within } from "./within.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
const refusal = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));

it("leaves no timer behind once the task has settled, whether it succeeds or fails", async () => {
  expect(await within(10_000, null, () => Promise.resolve("answer"))).toBe("answer");
  await expect(within(10_000, null, () => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  expect(vi.getTimerCount()).toBe(0);
});

it("gives up when its time runs out", async () => {
  const signals: AbortSignal[] = [];
  const late = within(10_000, null, (signal) => {
    signals.push(signal);
    return refusal(signal);
  });
  vi.advanceTimersByTime(9_999);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  vi.advanceTimersByTime(1);
  await expect(late).rejects.toMatchObject({ name: "TimeoutError" });
});

it("passes on an abort, whether it comes before or after the start", async () => {
  const stopped = new AbortController();
  const running = within(10_000, stopped.signal, refusal);
  stopped.abort();
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
  const begun = await within(10_000, stopped.signal, (signal) => Promise.resolve(signal.aborted));
  expect([begun, vi.getTimerCount()]).toEqual([true, 0]);
});

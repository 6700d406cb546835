import { expect, it, vi } from "vitest";
import { inTime } from "./in-time.client.ts";

it("passes on a result or an error that comes in time", async () => {
  expect(await inTime(Promise.resolve(1))).toBe(1);
  await expect(inTime(Promise.reject(new TypeError("gone")))).rejects.toThrow("gone");
});

it("throws when nothing comes for half a minute", async () => {
  vi.useFakeTimers();
  const settled = vi.fn();
  inTime(new Promise(() => undefined)).catch(settled);
  await vi.advanceTimersByTimeAsync(29_999);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(settled).toHaveBeenCalledTimes(1);
});

import { runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";

/** Far from the platform's own clock: no alarm that is set from here on runs by itself, however slow the machine. */
export const farUnixMs = Date.UTC(2040, 0, 1);

/**
 * Stops the clock of this isolate until it is moved: the object's machine, its dates and AbortSignal.timeout. A real AbortSignal.timeout
 * would also prevent evictions for as long as it runs.
 */
export const stopClock = (): void => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    const late = new AbortController();
    setTimeout(() => late.abort(new DOMException("The operation timed out", "TimeoutError")), ms);
    return late.signal;
  });
};

/** Restores the real clock and all mocks. */
export const startClock = (): void => {
  vi.useRealTimers();
  vi.restoreAllMocks();
};

/**
 * Advances the clock without running alarms. Timers run inside the object, where the platform would run them. Time waits for what is on its
 * way: `arrived` resolves when that has come, to a function that tells whether something new has begun since.
 */
export const moveClock = async (findObject: () => DurableObjectStub, ms: number, arrived: () => Promise<() => boolean>): Promise<void> => {
  let isThere = false;
  setTimeout(() => (isThere = true), ms);
  while (!isThere) {
    const hasBegun = await arrived();
    await runInDurableObject(findObject(), async () => {
      do await vi.advanceTimersToNextTimerAsync();
      while (!isThere && !hasBegun());
    });
  }
};

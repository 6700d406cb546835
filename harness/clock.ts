import { runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";

/**
 * From here on everything in this isolate keeps to a clock that stands still between moves, the object's machine, its dates and
 * AbortSignal.timeout included. A real one of those would hold up evictions for as long as it runs, besides.
 */
export const stopClock = (): void => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    const late = new AbortController();
    setTimeout(() => late.abort(new DOMException("The operation timed out", "TimeoutError")), ms);
    return late.signal;
  });
};

export const startClock = (): void => {
  vi.useRealTimers();
  vi.restoreAllMocks();
};

/**
 * Moves the clock alone, alarms do not run; timers run inside the object, as the platform would run them. Time does not pass over
 * what is on its way: `arrived` waits for that, and gives what says whether something has begun since.
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

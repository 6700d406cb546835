// Taken before a test fakes its clock: what is waited for here happens on sockets, in real time.
const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
const shortestStepMs = 4;
const longestStepMs = 100;
/** Only ends what hangs. A busy machine may take as long as it needs. */
export const longMs = 30_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => realSetTimeout(resolve, ms));
/** Waits 4 ms of real time. */
export const soon = (): Promise<void> => pause(shortestStepMs);

/** A check costs at least a request, so the interval grows with the time waited: a tenth of it, 4 to 100 ms. */
const untilNextLook = (waitedMs: number): number => Math.min(Math.max(shortestStepMs, waitedMs / 10), longestStepMs);

/**
 * Polls until `find` gives a result, every few ms at first and then more slowly. Throws after pauses of `limitMs` in sum, with `what` in the
 * message; a function says it only then. The clock is not asked: on a machine that stood still, nothing has had the time that passed.
 */
export const until = async <Found>(
  what: string | (() => string),
  find: () => Found | undefined | false | Promise<Found | undefined | false>,
  limitMs = longMs,
): Promise<Found> => {
  for (let waitedMs = 0; ;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (waitedMs > limitMs) throw new Error(`In vain: ${typeof what === "string" ? what : what()}`);
    const stepMs = untilNextLook(waitedMs);
    waitedMs += stepMs;
    await pause(stepMs);
  }
};

/** The result of `work`. Throws after `limitMs` of real time with `what` in the message. */
export const within = async <Given>(what: string, work: Promise<Given>, limitMs = longMs): Promise<Given> => {
  let forget = () => {};
  const late = new Promise<never>((_, reject) => {
    const timer = realSetTimeout(() => reject(new Error(`In vain: ${what}`)), limitMs);
    forget = () => realClearTimeout(timer);
  });
  return Promise.race([work, late]).finally(forget);
};

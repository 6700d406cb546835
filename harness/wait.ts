// Taken before any test installs its clock: what is waited for here happens on sockets, in real time.
const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
const stepMs = 4;
const longestStepMs = 100;
/** Only ends what hangs: a busy machine may take as long as it needs. */
export const longMs = 30_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => realSetTimeout(resolve, ms));
export const soon = (): Promise<void> => pause(stepMs);

/** A look costs a request or more: whoever has waited long waits as much as a tenth of that before the next one. */
const untilNextLook = (waitedMs: number): number => Math.min(Math.max(stepMs, waitedMs / 10), longestStepMs);

/** Looks every few ms, and ever more seldom, until `find` answers something; throws after `limitMs` of real time, saying what it waited for. */
export const until = async <Found>(
  what: string,
  find: () => Found | undefined | false | Promise<Found | undefined | false>,
  limitMs = longMs,
): Promise<Found> => {
  const beganAt = performance.now();
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    const waitedMs = performance.now() - beganAt;
    if (waitedMs > limitMs) throw new Error(`In vain: ${what}`);
    await pause(untilNextLook(waitedMs));
  }
};

/** What `work` gives, or an error naming it after `limitMs` of real time. */
export const within = async <Given>(what: string, work: Promise<Given>, limitMs = longMs): Promise<Given> => {
  let forget = () => {};
  const late = new Promise<never>((_, reject) => {
    const timer = realSetTimeout(() => reject(new Error(`In vain: ${what}`)), limitMs);
    forget = () => realClearTimeout(timer);
  });
  return Promise.race([work, late]).finally(forget);
};

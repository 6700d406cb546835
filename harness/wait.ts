// Taken before any test installs its clock: what is waited for here happens on sockets, in real time.
const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
const stepMs = 4;
/** Only ends what hangs: a busy machine may take as long as it needs. */
const longMs = 30_000;

export const soon = (): Promise<void> => new Promise((resolve) => realSetTimeout(resolve, stepMs));

/** Looks every few ms until `find` answers something; throws after `limitMs` of real time, saying what it waited for. */
export const until = async <Found>(
  what: string,
  find: () => Found | undefined | false | Promise<Found | undefined | false>,
  limitMs = longMs,
): Promise<Found> => {
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > giveUpAt) throw new Error(`In vain: ${what}`);
    await soon();
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

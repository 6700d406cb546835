// Taken before any test installs its clock: what is waited for here happens on sockets, in real time.
const { setTimeout: realSetTimeout } = globalThis;
const stepMs = 2;

/** Looks every few ms until `find` answers something; throws after `limitMs` of real time, saying what it waited for. */
export const until = async <Found>(
  what: string,
  find: () => Found | undefined | false | Promise<Found | undefined | false>,
  limitMs = 5_000,
): Promise<Found> => {
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > giveUpAt) throw new Error(`In vain: ${what}`);
    await new Promise<void>((resolve) => realSetTimeout(resolve, stepMs));
  }
};

import { isReached } from "./reach.client.ts";
import { useWatchedPart } from "./use-watched.ts";
import { Watched } from "./watched.ts";

const againMs = 5_000;

/** The number of callers that wait for the app to answer. */
class Unreached extends Watched<number> {
  count(change: 1 | -1): void {
    this.become(this.read() + change);
  }
}

const unreached = new Unreached(0);

/**
 * Resolves to true once the app answers, and to false if `leaving` aborts first. Polls every 5 s, and at once when the network is back. In
 * the meantime the page says that the app does not answer.
 */
export const untilReached = async (leaving: AbortSignal): Promise<boolean> => {
  if (await isReached(leaving)) return true;
  if (leaving.aborted) return false;
  unreached.count(1);
  let isThere = false;
  while (!isThere && !leaving.aborted) {
    await pause(leaving);
    isThere = await isReached(leaving);
  }
  unreached.count(-1);
  return isThere;
};

const pause = (leaving: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, againMs);
    addEventListener("online", end, { signal: over.signal });
    leaving.addEventListener("abort", end, { signal: over.signal });
  });

/** Whether somebody waits for an app that does not answer. */
export const useUnreached = (): boolean => useWatchedPart(unreached, (waiting) => waiting > 0);

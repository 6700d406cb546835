import { TokenBucket } from "../sound/token-bucket.ts";

const atOnce = 10;
/** Equals the time for which a due answer is awaited, so that a silent model does not exhaust the pace. */
const everyMs = 15_000;

/** Limits how often an interview connects to Gemini, for whatever reason: ten times at once, then every quarter of a minute. */
export class Pace {
  readonly #bucket: TokenBucket;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
    this.#bucket = new TokenBucket({ capacity: atOnce, perMs: 1 / everyMs });
  }

  /** Waits until another connection may be opened. False, with nothing spent, if `isGivenUp` by then. */
  async wait(isGivenUp: () => boolean): Promise<boolean> {
    while (!isGivenUp()) {
      if (this.#bucket.take(1, this.#now())) return true;
      await new Promise((resolve) => setTimeout(resolve, this.#bucket.msUntil(1, this.#now())));
    }
    return false;
  }
}

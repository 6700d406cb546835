const stalledAfterMs = 5 * 60_000;
const pauseMs = 30_000;

/**
 * Notices a half-open connection: nothing at all from Gemini while sound flows to it. Silence is normal, so it takes five minutes;
 * an answer that is due and does not come, the chart notices sooner. Driven by the sound that passes; no timer.
 */
export class Watchdog {
  #now: () => number;
  #quietSince: number;
  #soundAt: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#quietSince = now();
    this.#soundAt = now();
  }

  /** Anything came from Gemini. */
  heard() {
    this.#quietSince = this.#now();
  }

  /** Sound goes to Gemini; whether there is anybody. */
  isStalled(): boolean {
    const now = this.#now();
    if (now - this.#soundAt > pauseMs) this.#quietSince = now;
    this.#soundAt = now;
    return now - this.#quietSince >= stalledAfterMs;
  }
}

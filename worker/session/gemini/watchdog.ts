const stalledAfterMs = 5 * 60_000;
const pauseMs = 30_000;

/**
 * Notices a half-open connection: nothing at all from Gemini while sound flows to it. Silence is normal, so it takes five minutes;
 * an answer that is due and does not come, the chart notices sooner. Driven by the sound that passes; no timer.
 */
export class Watchdog {
  #quietSinceMs: number;
  #soundAtMs: number;

  constructor(nowMs: number) {
    this.#quietSinceMs = this.#soundAtMs = nowMs;
  }

  /** Anything came from Gemini. */
  heard(nowMs: number) {
    this.#quietSinceMs = nowMs;
  }

  /** To be asked with each sound that goes to Gemini: whether nothing has come back for five minutes of it. */
  isStalled(nowMs: number): boolean {
    if (nowMs - this.#soundAtMs > pauseMs) this.#quietSinceMs = nowMs;
    this.#soundAtMs = nowMs;
    return nowMs - this.#quietSinceMs >= stalledAfterMs;
  }
}

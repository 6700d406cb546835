const stalledAfterMs = 5 * 60_000;
const pauseMs = 30_000;

/**
 * Notices a half-open connection: nothing at all from Gemini while sound flows to it. Silence is normal, so it takes five minutes; the
 * chart notices sooner when an answer that is due does not come. Driven by the sound that passes, without a timer.
 */
export class Watchdog {
  #quietSinceMs: number;
  #soundAtMs: number;

  constructor(nowMs: number) {
    this.#quietSinceMs = this.#soundAtMs = nowMs;
  }

  /** Something came from Gemini. */
  heard(nowMs: number) {
    this.#quietSinceMs = nowMs;
  }

  /** Called with each piece of sound that goes to Gemini. Returns whether nothing has come back for five minutes of sound. */
  isStalled(nowMs: number): boolean {
    if (nowMs - this.#soundAtMs > pauseMs) this.#quietSinceMs = nowMs;
    this.#soundAtMs = nowMs;
    return nowMs - this.#quietSinceMs >= stalledAfterMs;
  }
}

const stalledAfterMs = 45_000;
const unansweredAfterMs = 20_000;
const pauseMs = 2_000;

/**
 * Notices a Gemini that is there and yet is not: nothing at all while sound flows to it (a half-open connection), or words of the
 * candidate but never an answer after a resumption (a poisoned handle). Driven by the sound that passes; no timer.
 */
export class Watchdog {
  #now: () => number;
  #quietSince: number;
  #soundAt: number;
  #isProven: boolean;
  #askedAt: number | null = null;

  constructor({ now, isResumed }: { now: () => number; isResumed: boolean }) {
    this.#now = now;
    this.#quietSince = now();
    this.#soundAt = now();
    this.#isProven = !isResumed;
  }

  /** Anything came from Gemini. */
  heard() {
    this.#quietSince = this.#now();
  }

  transcribed() {
    this.#askedAt = this.#now();
  }

  answered() {
    this.#isProven = true;
  }

  /** Sound goes to Gemini; what is wrong with it, if anything. */
  check(): "stalled" | "unanswered" | null {
    const now = this.#now();
    if (now - this.#soundAt > pauseMs) this.#quietSince = now;
    this.#soundAt = now;
    if (now - this.#quietSince >= stalledAfterMs) return "stalled";
    return !this.#isProven && this.#askedAt !== null && now - this.#askedAt >= unansweredAfterMs ? "unanswered" : null;
  }
}

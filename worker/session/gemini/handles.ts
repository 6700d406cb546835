const everyMs = 5_000;

/**
 * Throttles resumption handles, which some models issue every half second: passes the first on at once, then one every five seconds, and
 * the newest when it counts (`flush`).
 */
export class Handles {
  #now: () => number;
  #pass: (handle: string) => void;
  #passedAtMs = -Infinity;
  #waiting: string | null = null;

  constructor(now: () => number, pass: (handle: string) => void) {
    this.#now = now;
    this.#pass = pass;
  }

  issued(handle: string) {
    this.#waiting = handle;
    if (this.#now() - this.#passedAtMs >= everyMs) this.flush();
  }

  flush() {
    const handle = this.#waiting;
    this.#waiting = null;
    if (handle === null) return;
    this.#passedAtMs = this.#now();
    this.#pass(handle);
  }
}

/** More than this within ten seconds is no accident any more: the connection is given up. */
export const mostMalformed = 5;
const windowMs = 10_000;

/** Counts the unreadable messages of one connection. */
export class Malformed {
  #at: number[] = [];

  /** Counts one more. Returns how many there were within the last ten seconds. */
  count(nowMs: number): number {
    this.#at = [...this.#at, nowMs].filter((at) => nowMs - at < windowMs);
    return this.#at.length;
  }
}

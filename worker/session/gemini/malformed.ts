/** More within ten seconds are no accident any more: the connection is given up. */
export const mostMalformed = 5;
const windowMs = 10_000;

/** Counts the messages of one connection that nobody could read. */
export class Malformed {
  #at: number[] = [];

  /** One more; answers how many there were within the last ten seconds. */
  count(nowMs: number): number {
    this.#at = [...this.#at, nowMs].filter((at) => nowMs - at < windowMs);
    return this.#at.length;
  }
}

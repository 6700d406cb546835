/**
 * A token bucket: refilled over time, from when it is first asked, up to its capacity. Rates per ms, times in ms by any one clock. Where it is asked for each frame, use
 * whole numbers only (see `Stopwatch`).
 */
export class TokenBucket {
  readonly #capacity: number;
  readonly #perMs: number;
  #left: number;
  #refilledAtMs: number | null = null;

  /** `left`: how much there is at first. */
  constructor({ capacity, perMs, left = capacity }: { capacity: number; perMs: number; left?: number }) {
    this.#capacity = capacity;
    this.#perMs = perMs;
    this.#left = left;
  }

  /** Spends `amount` if there is as much; returns whether there was. */
  take(amount: number, nowMs: number): boolean {
    this.#refill(nowMs);
    if (amount > this.#left) return false;
    this.#left -= amount;
    return true;
  }

  /** Whole ms until there is as much as `amount`. */
  msUntil(amount: number, nowMs: number): number {
    this.#refill(nowMs);
    return Math.ceil(Math.max(0, amount - this.#left) / this.#perMs);
  }

  #refill(nowMs: number) {
    this.#left = Math.min(this.#capacity, this.#left + Math.max(0, nowMs - (this.#refilledAtMs ?? nowMs)) * this.#perMs);
    this.#refilledAtMs = nowMs;
  }
}

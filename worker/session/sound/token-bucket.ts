/**
 * A token bucket: refilled over time, up to its capacity. Rates per ms, times in ms by any one clock. Where it is asked for each frame, use
 * whole numbers only (see `Stopwatch`).
 */
export class TokenBucket {
  readonly #capacity: number;
  readonly #perMs: number;
  #left: number;
  #refilledAtMs: number;

  /** Full at first, unless it is said how much is `left`. */
  constructor({ capacity, perMs, nowMs, left = capacity }: { capacity: number; perMs: number; nowMs: number; left?: number }) {
    this.#capacity = capacity;
    this.#perMs = perMs;
    this.#left = left;
    this.#refilledAtMs = nowMs;
  }

  /** Spends `amount` if there is as much; returns whether there was. */
  take(amount: number, nowMs: number): boolean {
    this.#refill(nowMs);
    if (amount > this.#left) return false;
    this.#left -= amount;
    return true;
  }

  /** Spends as much of `amount` as there is; returns how much. */
  takeUpTo(amount: number, nowMs: number): number {
    this.#refill(nowMs);
    const taken = Math.min(amount, this.#left);
    this.#left -= taken;
    return taken;
  }

  /** Whole ms until there is as much as `amount`. */
  msUntil(amount: number, nowMs: number): number {
    this.#refill(nowMs);
    return Math.ceil(Math.max(0, amount - this.#left) / this.#perMs);
  }

  #refill(nowMs: number) {
    this.#left = Math.min(this.#capacity, this.#left + Math.max(0, nowMs - this.#refilledAtMs) * this.#perMs);
    this.#refilledAtMs = nowMs;
  }
}

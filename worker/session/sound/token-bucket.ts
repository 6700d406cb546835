/**
 * What may be spent: refilled with time, never above its capacity. Rates per ms; times by any one clock, in ms. Where it is asked at each frame, all of
 * them are whole numbers (see `Stopwatch`).
 */
export class TokenBucket {
  readonly #capacity: number;
  readonly #perMs: number;
  #left: number;
  #refilledAtMs: number;

  constructor({ capacity, perMs, nowMs }: { capacity: number; perMs: number; nowMs: number }) {
    this.#capacity = capacity;
    this.#perMs = perMs;
    this.#left = capacity;
    this.#refilledAtMs = nowMs;
  }

  /** Spends `amount` if it is there. */
  take(amount: number, nowMs: number): boolean {
    this.#refill(nowMs);
    if (amount > this.#left) return false;
    this.#left -= amount;
    return true;
  }

  /** Ms until `amount` may be there, whole ones. */
  msUntil(amount: number, nowMs: number): number {
    this.#refill(nowMs);
    return Math.ceil(Math.max(0, amount - this.#left) / this.#perMs);
  }

  #refill(nowMs: number) {
    this.#left = Math.min(this.#capacity, this.#left + Math.max(0, nowMs - this.#refilledAtMs) * this.#perMs);
    this.#refilledAtMs = nowMs;
  }
}

/** What may be spent: refilled with time, never above its capacity. Rates per ms. */
export class TokenBucket {
  #capacity: number;
  #perMs: number;
  #now: () => number;
  #left: number;
  #refilledAt: number;

  constructor({ capacity, perMs, now }: { capacity: number; perMs: number; now: () => number }) {
    this.#capacity = capacity;
    this.#perMs = perMs;
    this.#now = now;
    this.#left = capacity;
    this.#refilledAt = now();
  }

  /** Spends `amount` if it is there. */
  take(amount: number): boolean {
    this.#refill();
    if (amount > this.#left) return false;
    this.#left -= amount;
    return true;
  }

  /** Ms until `amount` may be there, whole ones. */
  msUntil(amount: number): number {
    this.#refill();
    return Math.ceil(Math.max(0, amount - this.#left) / this.#perMs);
  }

  #refill() {
    const now = this.#now();
    this.#left = Math.min(this.#capacity, this.#left + Math.max(0, now - this.#refilledAt) * this.#perMs);
    this.#refilledAt = now;
  }
}

import { TokenBucket } from "../sound/token-bucket.ts";

/** Whole numbers: `steady` and `perMs` are amounts for each ms, at real time and at most. */
type Rates = { atOnce: number; perMs: number; steady: number; stallMs: number };

/**
 * How much a client may send: `atOnce`, then `perMs`. What it could have sent in real time since its first frame and did not, for a line
 * that stalled delivers that at once, may come late, up to `stallMs` of it.
 */
export class Allowance {
  readonly #rates: Rates;
  readonly #usual: TokenBucket;
  #late: TokenBucket | null = null;

  constructor(rates: Rates, nowMs: number) {
    const { atOnce, perMs, steady } = rates;
    this.#rates = rates;
    this.#usual = new TokenBucket({ capacity: atOnce, perMs: perMs - steady, nowMs });
  }

  /** Spends `amount` if there is as much; returns whether there was. */
  take(amount: number, nowMs: number): boolean {
    const { steady, stallMs } = this.#rates;
    this.#late ??= new TokenBucket({ capacity: steady * stallMs, perMs: steady, nowMs, left: 0 });
    return this.#usual.take(amount - this.#late.takeUpTo(amount, nowMs), nowMs);
  }
}

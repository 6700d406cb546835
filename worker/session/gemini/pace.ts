import { Budget } from "../sound/token-bucket.ts";

const atOnce = 10;
const everyMs = 30_000;

/** How often an interview may connect to Gemini, whatever for: ten times at once, then every half minute. */
export class Pace {
  #budget: Budget;

  constructor(now: () => number) {
    this.#budget = new Budget({ capacity: atOnce, perMs: 1 / everyMs, now });
  }

  /** Waits until another connection may be opened; false where `isGivenUp` by then, and nothing was spent. */
  async wait(isGivenUp: () => boolean): Promise<boolean> {
    while (!isGivenUp()) {
      if (this.#budget.take(1)) return true;
      await new Promise((resolve) => setTimeout(resolve, this.#budget.msUntil(1)));
    }
    return false;
  }
}

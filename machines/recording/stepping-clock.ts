import { SimulatedClock } from "xstate";

/** A simulated clock that stops at every timer on its way, so that a timer that is started by another one runs from its true start. */
export class SteppingClock extends SimulatedClock {
  readonly #dueAtMs = new Map<number, number>();

  override setTimeout(run: (...args: unknown[]) => void, timeoutMs: number): number {
    const id = super.setTimeout(() => {
      this.#dueAtMs.delete(id);
      run();
    }, timeoutMs);
    this.#dueAtMs.set(id, this.now() + timeoutMs);
    return id;
  }

  override clearTimeout(id: number): void {
    this.#dueAtMs.delete(id);
    super.clearTimeout(id);
  }

  /** When the next timer fires, in ms by this clock; null if none runs. */
  nextDueAtMs(): number | null {
    return this.#dueAtMs.size === 0 ? null : Math.min(...this.#dueAtMs.values());
  }

  /** Lets `ms` pass. */
  pass(ms: number): void {
    this.passTo(this.now() + ms);
  }

  passTo(atMs: number): void {
    for (let due = this.nextDueAtMs(); due !== null && due <= atMs; due = this.nextDueAtMs()) this.set(due);
    this.set(atMs);
  }
}

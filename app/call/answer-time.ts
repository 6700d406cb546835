/** An answer that takes longer (ms) than this, the candidate's own pace not counted, is told. */
const slowMs = 3_000;

/**
 * How long the interviewer takes to answer: from the end of the candidate's speech to the first sound that can be heard, less the pause
 * that the candidate's pace asks for. Kept out of the chart: it decides nothing. Times are of the page's monotonic clock, in ms.
 */
export class AnswerTime {
  #spokeAtMs = Number.NEGATIVE_INFINITY;
  #dueAtMs: number | null = null;
  #slowMs: number | null = null;
  readonly #listeners = new Set<() => void>();

  /** How long the newest answer took, where that was too long; null where it was not. */
  readonly read = (): number | null => this.#slowMs;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The candidate's voice was heard. */
  spoke(nowMs: number): void {
    this.#spokeAtMs = nowMs;
  }

  /** The answer is over, and the interviewer's is due. */
  due(nowMs: number): void {
    this.#dueAtMs = nowMs;
  }

  /** None is due any more. */
  drop(): void {
    this.#dueAtMs = null;
  }

  /** The interviewer can be heard. */
  sounded(nowMs: number): void {
    if (this.#dueAtMs === null) return;
    const tookMs = nowMs - Math.max(this.#dueAtMs, this.#spokeAtMs);
    this.#dueAtMs = null;
    this.#slowMs = tookMs > slowMs ? tookMs : null;
    for (const listener of this.#listeners) listener();
  }
}

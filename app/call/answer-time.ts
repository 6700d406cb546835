import { Watched } from "../ui/watched.ts";

/** An answer that takes longer (ms) than this, the candidate's own pace not counted, is told. */
const slowMs = 3_000;

/**
 * How long the interviewer takes to answer: from the end of the candidate's speech to the first sound that can be heard, less the pause
 * that the candidate's pace asks for. Kept out of the chart: it decides nothing. Times are of the page's monotonic clock, in ms;
 * read is how long the newest answer took where that was too long, and null where it was not.
 */
export class AnswerTime extends Watched<number | null> {
  #spokeAtMs = Number.NEGATIVE_INFINITY;
  #dueAtMs: number | null = null;

  constructor() {
    super(null);
  }

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
    this.become(tookMs > slowMs ? tookMs : null);
  }
}

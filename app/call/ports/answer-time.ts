import { Watched } from "../../ui/watched.ts";

/** The candidate is told if an answer of the interviewer's took longer (ms) than this. */
const slowMs = 3_000;

/**
 * How long the interviewer takes to answer: from when its answer is due, or the candidate was last heard if that is later, to its first
 * sound. `read` gives the time (ms) that the newest answer took if that was too long, else null. All times are of the page's monotonic
 * clock, in ms. It is not part of the chart because it decides nothing.
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

  /** The candidate's answer is over, and the interviewer's is due. */
  due(nowMs: number): void {
    this.#dueAtMs = nowMs;
  }

  /** No answer is due any more. */
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

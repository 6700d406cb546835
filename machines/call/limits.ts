import { confirmMs, graceSeconds, idleMs, lastWordsMs, storeMs, thinkMs } from "../../contract/limits.ts";

/** Limits of the chart's timers, in ms. */
export type CallLimits = {
  startMs: number;
  attemptMs: number;
  reconnectMs: number;
  backoffMs: number;
  endMs: number;
  /** For a speaker to say how much is queued, and for the device once that has been played. */
  drainMs: number;
  /** How long the candidate may think aloud or in silence. */
  thinkMs: number;
  /** For a question of the Worker's to be answered; after it the interview goes on as if it had been declined. */
  noticeMs: number;
  /** The last words stay for so long before the report. */
  closingMs: number;
};

/** The end is asked for so often where there is no line: with the pauses between for as long as the Worker waits for who is away. */
export const mostEndCalls = 12;

export const defaultCallLimits: CallLimits = {
  startMs: 20_000,
  attemptMs: 5_000,
  // A dead line is noticed by the Worker when no frame comes, and only then its grace begins.
  reconnectMs: idleMs + 1000 * graceSeconds,
  backoffMs: 500,
  // The Worker waits for the last words and for them to be stored; then the end is on its way.
  endMs: lastWordsMs + storeMs + 3_000,
  drainMs: 3_000,
  thinkMs,
  noticeMs: confirmMs,
  closingMs: 2_500,
};

import { confirmMs, graceSeconds, idleMs, lastWordsMs, storeMs, thinkMs } from "../../contract/limits.ts";

/** Limits of the chart's timers, in ms. */
export type CallLimits = {
  /** From opening the socket until the Worker says that the interview is live. */
  startMs: number;
  /** For the socket to open when the call reconnects. */
  attemptMs: number;
  /** For the connection to be back, after it was lost. */
  reconnectMs: number;
  /** The wait before the second attempt: doubled with each further one, at most 5 s, and shortened at random by up to half. */
  backoffMs: number;
  /** For the Worker to end the interview, once the candidate has asked it to. */
  endMs: number;
  /** For a speaker to say how much is queued, and for the device once that has been played. */
  drainMs: number;
  /** How long the candidate may think. */
  thinkMs: number;
  /** For a question of the Worker's to be answered; after it the interview goes on as if it had been declined. */
  noticeMs: number;
  /** How long the room's last words stay before the report is shown. */
  closingMs: number;
};

/**
 * How often a connection is tried to ask for the end. With the pauses between them, the attempts last as long as the Worker waits for a
 * client that left.
 */
export const mostEndCalls = 12;
/**
 * How many connections are tried when the Worker does not answer within `endMs`: a network that swallows everything breaks no connection,
 * so each try takes that long.
 */
export const mostMuteEndCalls = 2;

export const defaultCallLimits: CallLimits = {
  startMs: 20_000,
  attemptMs: 5_000,
  // The Worker notices a dead connection by the lack of frames, and only then its grace begins.
  reconnectMs: idleMs + 1000 * graceSeconds,
  backoffMs: 500,
  // The Worker waits for the last words and for them to be stored; then the end is on its way.
  endMs: lastWordsMs + storeMs + 3_000,
  drainMs: 3_000,
  thinkMs,
  noticeMs: confirmMs,
  closingMs: 2_500,
};

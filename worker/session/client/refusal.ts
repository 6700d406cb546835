import { type CloseCode } from "../../../contract/codes.ts";
import { writeFrame } from "./wire.ts";

export const tokenRefusal = "The token does not open this interview";
/** Which of the two it is, the app says when a token is asked for. At most 123 bytes, like every close reason. */
export const noPlace = "Too many of your interviews are live, or the day’s minutes are used up. This one can begin later.";

/**
 * Accepts a socket only to close it, saying why: a browser cannot read the status of a failed upgrade. Uses plain `accept()`, because a
 * hibernatable socket that is closed before its client sent a frame lingers for seconds.
 */
export const refuseSocket = (code: CloseCode, reason: string, { withError = false } = {}): Response => {
  const { 0: theirs, 1: ours } = new WebSocketPair();
  ours.accept();
  if (withError) ours.send(writeFrame({ $case: "error", value: { code, message: reason } }));
  ours.close(code, reason);
  return new Response(null, { status: 101, webSocket: theirs });
};

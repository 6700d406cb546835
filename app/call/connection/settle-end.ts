import { answerOf, isReached } from "../../ui/reach.client.ts";
import { forgetEnd, recallEnd } from "./asked-end.ts";

const againMs = 5_000;

/** "settled": no end is left to be confirmed, and the app answers. "unanswered": the app does not answer, and is asked again. */
export type Settling = "asking" | "unanswered" | "settled";

/**
 * Makes sure, before the page goes on to the report, that the app knows of the end and answers. An end that nobody has confirmed is
 * reported to the app. While the app does not answer, the page must stay: navigating would end at the browser's error page. Asks every 5 s
 * until both hold, and when the browser comes online. Returns a function that stops it.
 */
export const settleEnd = (interviewId: string, tell: (settling: Settling) => void): (() => void) => {
  const leaving = new AbortController();
  const { signal } = leaving;
  let again: ReturnType<typeof setTimeout> | undefined;
  const settle = async () => {
    clearTimeout(again);
    const isDone = await isSettled(interviewId);
    if (signal.aborted) return;
    tell(isDone ? "settled" : "unanswered");
    if (!isDone) again = setTimeout(() => void settle(), againMs);
  };
  void settle();
  window.addEventListener("online", () => void settle(), { signal });
  return () => {
    leaving.abort();
    clearTimeout(again);
    tell("asking");
  };
};

/** Has the app end the interview if its end is not confirmed; the app knows then how it ended. Returns whether the app answered. */
const isSettled = async (interviewId: string): Promise<boolean> => {
  if (recallEnd(interviewId) === null) return isReached();
  const response = await answerOf(`/api/interviews/${interviewId}/status`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ status: "COMPLETED" }),
  });
  // 429: the account has made too many requests just now, and the app has not taken this one.
  const isDone = response !== null && response.status < 500 && response.status !== 429;
  if (isDone) forgetEnd(interviewId);
  return isDone;
};

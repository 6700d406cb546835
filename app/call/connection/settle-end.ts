import { answerOf, isReached } from "../../ui/reach.client.ts";
import { forgetEnd, recallEnd } from "./asked-end.ts";

const againMs = 5_000;

/** Whether it is known that the interview is over and the app is there to lead on to, or that the app does not answer. */
export type Settling = "asking" | "unanswered" | "settled";

/**
 * Settles an end with the app before the page leads on: one that nobody has confirmed is asked for, and where the app does not answer,
 * the way on would end at the browser's own page. Gives what stops it.
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

/** Has the app end an interview of whose end nobody has said anything. Answers whether the app was reached: it knows then how the interview ended. */
const isSettled = async (interviewId: string): Promise<boolean> => {
  if (recallEnd(interviewId) === null) return isReached();
  const response = await answerOf(`/api/interviews/${interviewId}/status`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ status: "COMPLETED" }),
  });
  const isDone = response !== null && response.status < 500;
  if (isDone) forgetEnd(interviewId);
  return isDone;
};

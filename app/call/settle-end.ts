import { forgetEnd, recallEnd } from "./asked-end.ts";

const answerMs = 5_000;
const againMs = 5_000;

/** Whether it is known that the interview is over, or that the app, which is asked to end it, does not answer. */
export type Settling = "asking" | "unanswered" | "settled";

/**
 * Settles an end that nobody has confirmed with the app, before the page leads on: where the app does not answer, the way on would
 * end at the browser's own page. Gives what stops it.
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

/** Has the app end an interview of whose end nobody has said anything. Answers whether that is settled: where the app was reached, it knows how the interview ended. */
const isSettled = async (interviewId: string): Promise<boolean> => {
  if (recallEnd(interviewId) === null) return true;
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), answerMs);
  const asked = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ status: "COMPLETED" }),
    signal: giveUp.signal,
  };
  const response = await fetch(`/api/interviews/${interviewId}/status`, asked).catch(() => null);
  clearTimeout(timer);
  const isReached = response !== null && response.status < 500;
  if (isReached) forgetEnd(interviewId);
  return isReached;
};

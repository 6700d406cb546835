import { answerOf } from "../../ui/reach.client.ts";
import { forgetEnd, recallEnd } from "./asked-end.ts";

const againMs = 5_000;

/**
 * "settled": no end is left to be confirmed, and the app answers. "deleted": it answers that the interview is not there any more.
 * "unanswered": the app does not answer, and is asked again.
 */
export type Settling = "asking" | "unanswered" | "settled" | "deleted";

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
    const settling = await askApp(interviewId);
    if (signal.aborted) return;
    tell(settling);
    if (settling === "unanswered") again = setTimeout(() => void settle(), againMs);
  };
  void settle();
  window.addEventListener("online", () => void settle(), { signal });
  return () => {
    leaving.abort();
    clearTimeout(again);
    tell("asking");
  };
};

/** Has the app end the interview if its end is not confirmed; the app knows then how it ended. Otherwise asks whether it is there. */
const askApp = async (interviewId: string): Promise<Exclude<Settling, "asking">> => {
  const path = `/api/interviews/${interviewId}`;
  const isConfirmed = recallEnd(interviewId) === null;
  const response = isConfirmed
    ? await answerOf(path, { method: "HEAD", cache: "no-store" })
    : await answerOf(`${path}/status`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ status: "COMPLETED" }),
      });
  // 429: the account has made too many requests just now, and the app has not taken this one.
  if (response === null || response.status >= 500 || response.status === 429) return "unanswered";
  forgetEnd(interviewId);
  return response.status === 404 ? "deleted" : "settled";
};

import { useEffect, useState } from "react";
import { endByApp, recallEnd } from "./asked-end.ts";

const againMs = 5_000;

/** Whether it is known that the interview is over, or that the app, which is asked to end it, does not answer. */
export type Settling = "asking" | "unanswered" | "settled";

/**
 * An end that nobody has confirmed is settled with the app before the page leads on: where the app does not answer, the way on
 * would end at the browser's own page.
 */
export const useSettledEnd = (interviewId: string, isOver: boolean): Settling => {
  const [settling, setSettling] = useState<Settling>("asking");
  useEffect(() => {
    if (!isOver) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    let again: ReturnType<typeof setTimeout> | undefined;
    const settle = async () => {
      clearTimeout(again);
      const isSettled = recallEnd(interviewId) === null || (await endByApp(interviewId));
      if (signal.aborted) return;
      setSettling(isSettled ? "settled" : "unanswered");
      if (!isSettled) again = setTimeout(() => void settle(), againMs);
    };
    void settle();
    window.addEventListener("online", () => void settle(), { signal });
    return () => {
      leaving.abort();
      clearTimeout(again);
      setSettling("asking");
    };
  }, [interviewId, isOver]);
  return settling;
};

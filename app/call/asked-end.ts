import { attempt } from "../ui/storage.ts";

const keyOf = (interviewId: string) => `preppal.end.${interviewId}`;
const answerMs = 5_000;

/** The candidate has asked for the end, over a socket that `token` opens. Kept in this tab until somebody has said that there was one. */
export const noteEnd = (interviewId: string, token: string): void => {
  attempt(() => sessionStorage.setItem(keyOf(interviewId), token));
};

export const forgetEnd = (interviewId: string): void => {
  attempt(() => sessionStorage.removeItem(keyOf(interviewId)));
};

/** What opens the interview's socket where its end was asked for and nobody has said that there was one, else null. */
export const recallEnd = (interviewId: string): string | null => attempt(() => sessionStorage.getItem(keyOf(interviewId))) ?? null;

/** Has the app end the interview, of which the Worker may not have heard. Answers whether the app was reached: then it knows how that ended. */
export const endByApp = async (interviewId: string): Promise<boolean> => {
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

import { attempt } from "../ui/storage.ts";

/** What a page that opens finds: its own token after a reload, or the one of another tab that has the interview open. */
export type Remembered = { resumeToken: string | null; isTakeover: boolean };

const keyOf = (interviewId: string) => `preppal.resume.${interviewId}`;

export const recallResumeToken = (interviewId: string): Remembered => {
  const own = attempt(() => sessionStorage.getItem(keyOf(interviewId))) ?? null;
  const shared = attempt(() => localStorage.getItem(keyOf(interviewId))) ?? null;
  return { resumeToken: own ?? shared, isTakeover: own === null };
};

export const rememberResumeToken = (interviewId: string, resumeToken: string): void => {
  attempt(() => sessionStorage.setItem(keyOf(interviewId), resumeToken));
  attempt(() => localStorage.setItem(keyOf(interviewId), resumeToken));
};

/** Leaves the shared copy alone where another tab has taken the interview over. */
export const forgetResumeToken = (interviewId: string): void => {
  attempt(() => {
    const isOurs = sessionStorage.getItem(keyOf(interviewId)) === localStorage.getItem(keyOf(interviewId));
    sessionStorage.removeItem(keyOf(interviewId));
    if (isOurs) localStorage.removeItem(keyOf(interviewId));
  });
};

import { attempt } from "../../ui/storage.ts";

/** What a page that opens finds: its own token after a reload, or the one of another tab that has the interview open. */
export type Remembered = {
  resumeToken: string | null;
  isTakeover: boolean;
  /** The answers were typed, without a microphone. */
  isTyped: boolean;
  /** The end was asked for in this tab, and is asked for again. */
  isEnded?: boolean;
};

const keyOf = (interviewId: string) => `preppal.resume.${interviewId}`;
/** What opens the socket of an interview whose end was asked for and nobody has said that there was one. */
export const endKeyOf = (interviewId: string) => `preppal.end.${interviewId}`;
const typedKeyOf = (interviewId: string) => `preppal.typed.${interviewId}`;

export const recallResumeToken = (interviewId: string): Remembered => {
  const end = attempt(() => sessionStorage.getItem(endKeyOf(interviewId)));
  const own = end ?? attempt(() => sessionStorage.getItem(keyOf(interviewId)));
  const shared = attempt(() => localStorage.getItem(keyOf(interviewId)));
  const isTyped = attempt(() => localStorage.getItem(typedKeyOf(interviewId))) !== null;
  return { resumeToken: own ?? shared, isTakeover: own === null, isTyped, ...(end && { isEnded: true }) };
};

type Opener = { resumeToken: string; isTyped: boolean };

export const rememberResumeToken = (interviewId: string, { resumeToken, isTyped }: Opener): void => {
  attempt(() => sessionStorage.setItem(keyOf(interviewId), resumeToken));
  attempt(() => localStorage.setItem(keyOf(interviewId), resumeToken));
  attempt(() => (isTyped ? localStorage.setItem(typedKeyOf(interviewId), "on") : localStorage.removeItem(typedKeyOf(interviewId))));
};

/** Leaves the shared copy alone where another tab has taken the interview over. */
export const forgetResumeToken = (interviewId: string): void => {
  attempt(() => {
    const isOurs = sessionStorage.getItem(keyOf(interviewId)) === localStorage.getItem(keyOf(interviewId));
    sessionStorage.removeItem(keyOf(interviewId));
    if (!isOurs) return;
    localStorage.removeItem(keyOf(interviewId));
    localStorage.removeItem(typedKeyOf(interviewId));
  });
};

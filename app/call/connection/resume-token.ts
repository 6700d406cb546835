import { attempt } from "../../ui/storage.ts";

/**
 * What a page finds in the browser's storage when it opens: its own token after a reload, or that of another tab that has the interview
 * open.
 */
export type Remembered = {
  resumeToken: string | null;
  /** This tab has no token of its own; `resumeToken` is another tab's, if there is one. */
  isTakeover: boolean;
  /** The answers were typed, without a microphone. */
  isTyped: boolean;
  /** This tab has asked for the end, which is not confirmed: it asks again. */
  isEnded?: boolean;
};

const keyOf = (interviewId: string) => `preppal.resume.${interviewId}`;
/** The key of the token of an interview whose end was asked for and is not confirmed (see `noteEnd`). */
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

/** Deletes this tab's token, and the copy that tabs share unless another tab has taken the interview over. */
export const forgetResumeToken = (interviewId: string): void => {
  attempt(() => {
    const isOurs = sessionStorage.getItem(keyOf(interviewId)) === localStorage.getItem(keyOf(interviewId));
    sessionStorage.removeItem(keyOf(interviewId));
    if (!isOurs) return;
    localStorage.removeItem(keyOf(interviewId));
    localStorage.removeItem(typedKeyOf(interviewId));
  });
};

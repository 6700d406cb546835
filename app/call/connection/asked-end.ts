import { attempt } from "../../ui/storage.ts";
import { endKeyOf } from "./resume-token.ts";

/**
 * Notes in this tab that the candidate asked for the end. `token` opens the interview's socket. The note stays until the Worker or the app
 * has said how the interview stands.
 */
export const noteEnd = (interviewId: string, token: string): void => {
  attempt(() => sessionStorage.setItem(endKeyOf(interviewId), token));
};

export const forgetEnd = (interviewId: string): void => {
  attempt(() => sessionStorage.removeItem(endKeyOf(interviewId)));
};

/** The token that {@link noteEnd} stored, or null if no end waits to be confirmed. */
export const recallEnd = (interviewId: string): string | null => attempt(() => sessionStorage.getItem(endKeyOf(interviewId)));

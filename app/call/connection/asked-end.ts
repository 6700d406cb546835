import { attempt } from "../../ui/storage.ts";
import { endKeyOf } from "./resume-token.ts";

/** The candidate has asked for the end, over a socket that `token` opens. Kept in this tab until somebody has said that there was one. */
export const noteEnd = (interviewId: string, token: string): void => {
  attempt(() => sessionStorage.setItem(endKeyOf(interviewId), token));
};

export const forgetEnd = (interviewId: string): void => {
  attempt(() => sessionStorage.removeItem(endKeyOf(interviewId)));
};

/** What opens the interview's socket where its end was asked for and nobody has said that there was one, else null. */
export const recallEnd = (interviewId: string): string | null => attempt(() => sessionStorage.getItem(endKeyOf(interviewId)));

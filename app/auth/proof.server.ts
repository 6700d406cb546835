import { bitsOfWork, isProof } from "../proof/proof.ts";
import { countRequest, type Counted } from "../limits/limits.server.ts";
import { LimitedError } from "../server/limited.server.ts";
import type { App } from "../server/load-context.server.ts";
import { askChallenge, takeChallenge } from "./challenges.server.ts";

/** Work for a browser before it may try once more: a second or two of a phone's, for each try (app/proof/proof.ts). */
export type Task = { challenge: string; bits: number };

/** Work for a browser, or null where its address has been set enough. */
export const askForProof = async (request: Request, app: App): Promise<Task | null> => {
  try {
    await countRequest(request, app, { limit: "proof", account: "" });
    return { challenge: await askChallenge(app.db, { purpose: "PROOF", userId: null }), bits: bitsOfWork };
  } catch (error) {
    if (error instanceof LimitedError) return null;
    throw error;
  }
};

/** What a form says that was sent too often. */
export const tooManyTries = (task: Task | null): string =>
  task
    ? "Too many attempts. Wait a while, or send it again: your browser then works for a moment to show that you are not a program."
    : "Too many attempts. Wait a while, then try again.";

/** Counts a request, or, where its limit is reached and its form carries a proof, by the limit for those. Throws LimitedError. */
export const countOrProve = async (
  request: Request,
  app: App,
  { limit, account }: { limit: "signIn" | "signUp"; account: string },
  form: Record<string, string>,
): Promise<Counted> => {
  const counted = { limit, account };
  try {
    await countRequest(request, app, counted);
    return counted;
  } catch (error) {
    if (!(error instanceof LimitedError) || !(await hasProof(app, form))) throw error;
    const proved = { limit: `${limit}WithProof`, account } as const;
    await countRequest(request, app, proved);
    return proved;
  }
};

/** Whether a form carries work done on a task of ours (`challenge`, `proof`). A task is used up by being answered. */
const hasProof = async (app: App, form: Record<string, string>): Promise<boolean> => {
  const { challenge = "", proof = "" } = form;
  if (!(await isProof({ challenge, proof, bits: bitsOfWork }))) return false;
  return takeChallenge(app.db, challenge, { purpose: "PROOF", userId: null });
};

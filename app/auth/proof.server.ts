import { bitsOfWork, isProof } from "../proof/proof.ts";
import { countRequest, type Counted } from "../limits/limits.server.ts";
import { LimitedError } from "../server/limited.server.ts";
import type { App } from "../server/load-context.server.ts";
import { askChallenge, takeChallenge } from "./challenges.server.ts";

/** Work for a browser that wants another try: it takes a phone a second or two (app/proof/proof.ts). */
export type Task = { challenge: string; bits: number };

/** A new task for a browser, or null if its network address has been given enough of them. */
export const askForProof = async (request: Request, app: App): Promise<Task | null> => {
  try {
    await countRequest(request, app, { limit: "proof", account: "" });
    return { challenge: await askChallenge(app.db, { purpose: "PROOF", userId: null }), bits: bitsOfWork };
  } catch (error) {
    if (error instanceof LimitedError) return null;
    throw error;
  }
};

/** What a form says when it was sent too often. */
export const tooManyTries = (task: Task | null): string =>
  task
    ? "Too many attempts. Wait a while, or send it again: your browser then works for a moment to show that you are not a program."
    : "Too many attempts. Wait a while, then try again.";

/** Counts a request. If its limit is reached but its form carries a proof, it counts against the limit for proofs. Throws LimitedError. */
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

/** Whether a form carries a valid proof for one of our tasks (`challenge`, `proof`). Each task can be answered once. */
const hasProof = async (app: App, form: Record<string, string>): Promise<boolean> => {
  const { challenge = "", proof = "" } = form;
  if (!(await isProof({ challenge, proof, bits: bitsOfWork }))) return false;
  return takeChallenge(app.db, challenge, { purpose: "PROOF", userId: null });
};

import { linkLifeMs } from "../mail/links.server.ts";
import { deliverMail, putAsideFor } from "../mail/mail.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import { LimitedError } from "../server/limited.server.ts";
import type { App } from "../server/load-context.server.ts";
import { logSecurity } from "../server/security-log.server.ts";
import { emailAddress } from "./credentials.server.ts";

export type Asked = { status: 302 | 400 | 429; error: string | null; headers: HeadersInit };

/**
 * Queues a letter with a link for whoever has the address. The answer, and the work before it, are the same for every address: one
 * statement, which finds somebody or nobody. Everything else is done after the answer.
 */
export const askForNewPassword = async (request: Request, app: App, given: string): Promise<Asked> => {
  const email = emailAddress.safeParse(given);
  if (!email.success) return { status: 400, error: email.error.issues[0]?.message ?? "", headers: {} };
  try {
    await countRequest(request, app, { limit: "forgot", account: email.data });
  } catch (error) {
    if (!(error instanceof LimitedError)) throw error;
    return {
      status: 429,
      error: `Too many attempts. A letter’s link is good for ${linkLifeMs / 60_000} minutes: look for it first.`,
      headers: error.headers,
    };
  }
  const found = app.db.query.selectFrom("user").select(["id", "email"]).where("email", "=", email.data).where("blocked_at", "is", null);
  await putAsideFor(app.db, { kind: "RESET", facts: {}, found: found.as("found") }).execute();
  logSecurity(request, app, "password.forgotten", email.data);
  app.afterAnswer(deliverMail(app));
  return { status: 302, error: null, headers: {} };
};

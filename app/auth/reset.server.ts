import { findLink, goodLink, takeLinksBack } from "../mail/links.server.ts";
import { deliverMail, putAsideFor } from "../mail/mail.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import { askerOf } from "../limits/turns.server.ts";
import type { App } from "../server/load-context.server.ts";
import { requesterOf } from "../server/requester.server.ts";
import { logSecurity } from "../server/security-log.server.ts";
import { breachedWords, isBreached } from "./breaches.server.ts";
import { limitedTo } from "./confirmation.server.ts";
import { passwordFor } from "./credentials.server.ts";
import { hashPassword } from "./password.server.ts";

type Reset =
  | { outcome: "done"; userId: string }
  | { outcome: "badLink" }
  | { outcome: "refused"; error: string; status: 400 | 429; headers: Record<string, string> };

/** Whether a link leads to a new password now. Throws LimitedError. */
export const isResetLink = async (request: Request, app: App, token: string): Promise<boolean> => {
  await countRequest(request, app, { limit: "link", account: "" });
  return (await findLink(app.db, { purpose: "RESET", token })) !== null;
};

/**
 * Sets the new password of a link's account, ends all its sign-ins and uses up all its links, in one transaction: of two requests with the
 * same link the second finds none. Following the link confirms the account's address. If it was not confirmed before, the passkeys are
 * removed, because whoever added them never showed that the address is theirs.
 */
export const resetPassword = async (
  request: Request,
  app: App,
  { token, password }: { token: string; password: string },
): Promise<Reset> => {
  try {
    await countRequest(request, app, { limit: "link", account: "" });
    const link = await findLink(app.db, { purpose: "RESET", token });
    if (!link) return { outcome: "badLink" };
    const wanted = passwordFor(link.email).safeParse(password);
    if (!wanted.success) return { outcome: "refused", error: wanted.error.issues[0]?.message ?? "", status: 400, headers: {} };
    if (await isBreached(app, wanted.data)) return { outcome: "refused", error: breachedWords, status: 400, headers: {} };
    const passwordHash = await hashPassword(wanted.data, askerOf(request, app));
    if (!(await store(request, app, { token, passwordHash }))) return { outcome: "badLink" };
    logSecurity(request, app, "user.passwordReset", link.email);
    app.afterAnswer(deliverMail(app));
    return { outcome: "done", userId: link.userId };
  } catch (error) {
    const { words, status, headers } = limitedTo(error);
    return { outcome: "refused", error: words, status, headers };
  }
};

/** Answers whether the link was still good. */
const store = async (request: Request, { db }: App, { token, passwordHash }: { token: string; passwordHash: string }): Promise<boolean> => {
  const link = goodLink(db, { purpose: "RESET", token });
  const owner = link.select("user_id");
  const facts = { ...requesterOf(request), at: new Date().toISOString() };
  const unconfirmed = db.query.selectFrom("user").select("id").where("id", "=", owner).where("email_confirmed_at", "is", null);
  const [, changed] = await db.batch([
    db.query.deleteFrom("passkey").where("user_id", "=", unconfirmed),
    db.query.updateTable("user").set({ password_hash: passwordHash, email_confirmed_at: facts.at }).where("id", "=", owner).returning("id"),
    db.query.deleteFrom("session").where("user_id", "=", owner),
    putAsideFor(db, { kind: "PASSWORD_CHANGED", facts, found: link.select(["user_id as id", "email"]).as("found") }),
    // The link that was followed names the owner: it goes last.
    ...takeLinksBack(db, owner.$asScalar()).toReversed(),
  ]);
  return changed?.results.length === 1;
};

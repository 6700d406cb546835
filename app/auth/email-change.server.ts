import { sql } from "kysely";
import { findLink, goodLink, takeLinksBack } from "../mail/links.server.ts";
import { deliverMail, putAsideFor } from "../mail/mail.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import type { App } from "../server/load-context.server.ts";
import { logSecurity } from "../server/security-log.server.ts";
import { signedInUser } from "./sign-in-cookie.server.ts";
import { confirm, limitedTo, notTheirs } from "./confirmation.server.ts";
import { reachableEmail } from "./credentials.server.ts";
import { accountOf, type User } from "./users.server.ts";

type Refused = { field: "email" | "emailPassword"; words: string; status: 400 | 409 | 429; headers: Record<string, string> };
const taken = "There is an account with this email already.";

/** Mails a link to the address that a signed-in person wants to use. Null: the letter is on its way. */
export const askForEmail = async (
  request: Request,
  app: App,
  user: User,
  { email, password }: { email: string; password: string },
): Promise<Refused | null> => {
  const wanted = reachableEmail.safeParse(email);
  const refused = (words: string, status: 400 | 409 = 400): Refused => ({ field: "email", words, status, headers: {} });
  if (!wanted.success) return refused(wanted.error.issues[0]?.message ?? "");
  if (wanted.data === user.email) return refused("That is your email already.");
  const confirmed = await confirm(request, app, user, password);
  if (!("userId" in confirmed)) return { field: "emailPassword", ...confirmed };
  try {
    await countRequest(request, app, { limit: "letter", account: user.id });
    await countRequest(request, app, { limit: "newAddress", account: wanted.data });
  } catch (error) {
    return { field: "email", ...limitedTo(error) };
  }
  if (await isTaken(app, wanted.data)) return refused(taken, 409);
  const found = accountOf(app.db, confirmed).select(["user.id", sql<string>`${wanted.data}`.as("email")]);
  const { numInsertedOrUpdatedRows: put } = await putAsideFor(app.db, {
    kind: "EMAIL",
    facts: {},
    found: found.as("found"),
  }).executeTakeFirst();
  if (put !== 1n) return { field: "emailPassword", ...notTheirs };
  app.afterAnswer(deliverMail(app));
  return null;
};

const isTaken = async ({ db }: App, email: string): Promise<boolean> =>
  (await db.query.selectFrom("user").select("id").where("email", "=", email).executeTakeFirst()) !== undefined;

/** The address that a link would confirm now, or null. Throws LimitedError. */
export const emailOfLink = async (request: Request, app: App, token: string): Promise<string | null> => {
  await countRequest(request, app, { limit: "link", account: "" });
  return (await findLink(app.db, { purpose: "EMAIL", token }))?.email ?? null;
};

/**
 * Gives the link's account the address that the link was mailed to. All links of the account are used up, those mailed to the old address
 * too, and the old address is told. The new one counts as confirmed only if whoever follows the link is signed in to the account, because
 * somebody who merely reads that mailbox may have pressed the button. "taken": another account has the address by now. Throws LimitedError.
 */
export const changeEmail = async (request: Request, app: App, token: string): Promise<"done" | "badLink" | "taken"> => {
  await countRequest(request, app, { limit: "link", account: "" });
  const { db } = app;
  const link = await findLink(db, { purpose: "EMAIL", token });
  if (!link) return "badLink";
  if (await isTaken(app, link.email)) return "taken";
  const another = db.query.selectFrom("user").select("id").where("email", "=", link.email).where("id", "!=", link.userId);
  const owner = goodLink(db, { purpose: "EMAIL", token })
    .where((row) => row.not(row.exists(another)))
    .select("user_id");
  const facts = { email: link.email, at: new Date().toISOString() };
  const isTheirs = (await signedInUser(request, app))?.id === link.userId;
  const before = db.query.selectFrom("user").select(["id", "email"]).where("id", "=", owner);
  const [, changed] = await db.batch([
    putAsideFor(db, { kind: "EMAIL_CHANGED", facts, found: before.as("found") }),
    db.query
      .updateTable("user")
      .set({ email: link.email, email_confirmed_at: isTheirs ? facts.at : null })
      .where("id", "=", owner)
      .returning("id"),
    ...takeLinksBack(db, owner.$asScalar()).toReversed(),
  ]);
  if (changed?.results.length !== 1) return "badLink";
  logSecurity(request, app, "user.emailChanged", link.email);
  app.afterAnswer(deliverMail(app));
  return "done";
};

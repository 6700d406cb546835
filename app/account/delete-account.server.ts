import { sql } from "kysely";
import { accountOf, type Shown, type User } from "../auth/users.server.ts";
import { eraseAllDue } from "../interviews/erasures.server.ts";
import { deliverMail, putAsideFor } from "../mail/mail.server.ts";
import type { App } from "../server/load-context.server.ts";
import { logSecurity } from "../server/security-log.server.ts";
import { writeReceipt } from "./receipt.server.ts";

/**
 * Deletes an account and everything that belongs to it: here at once, in one transaction; at the Worker after the answer, and again until
 * the Worker confirms it. Answers the receipt, which is mailed as well, or null if what was shown is no longer good.
 */
export const deleteAccount = async (request: Request, app: App, user: User, shown: Shown): Promise<string | null> => {
  const { db } = app;
  const interviews = db.query.selectFrom("interview").where("user_id", "=", user.id);
  const counts = await Promise.all([
    interviews.select(({ fn }) => fn.countAll<number>().as("count")).executeTakeFirstOrThrow(),
    db.query
      .selectFrom("transcript_entry")
      .where("interview_id", "in", interviews.select("id"))
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow(),
  ]);
  const [{ count: held }, { count: entries }] = counts;
  const facts = { at: new Date().toISOString(), interviews: held, entries };
  const receipt = writeReceipt(app, facts);
  const account = accountOf(db, shown);
  // The letter belongs to nobody, or it would be deleted with the account.
  const found = account.select([sql<null>`null`.as("id"), "user.email"]).as("found");
  const [, deleted] = await db.batch([
    putAsideFor(db, { kind: "ACCOUNT_DELETED", facts: { ...facts, receipt }, found }),
    db.query.deleteFrom("user").where("id", "=", account.select("user.id")).returning("id"),
  ]);
  if (deleted?.results.length !== 1) return null;
  logSecurity(request, app, "user.deleted", user.email, { interviews: held });
  app.afterAnswer(Promise.all([eraseAllDue(app), deliverMail(app)]));
  return receipt;
};

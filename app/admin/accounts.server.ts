import { sql } from "kysely";
import { takeLinksBack } from "../mail/links.server.ts";
import type { AppDatabase } from "../server/database.server.ts";

/** An account as the operator sees it. Times are ISO 8601 UTC. */
export type Account = { id: string; email: string; createdAt: string; blockedAt: string | null; signIns: number; interviews: number };

const most = 20;

/** The account with that address or id, or, where nothing is asked for, the newest accounts. */
export const findAccounts = (db: AppDatabase, { asked }: { asked: string }): Promise<Account[]> => {
  const all = db.query
    .selectFrom("user")
    .select((row) => [
      "id",
      "email",
      "created_at as createdAt",
      "blocked_at as blockedAt",
      row
        .selectFrom("session")
        .whereRef("session.user_id", "=", "user.id")
        .select(sql<number>`count(*)`.as("n"))
        .$asScalar()
        .$notNull()
        .as("signIns"),
      row
        .selectFrom("interview")
        .whereRef("interview.user_id", "=", "user.id")
        .select(sql<number>`count(*)`.as("n"))
        .$asScalar()
        .$notNull()
        .as("interviews"),
    ])
    .orderBy("created_at", "desc")
    .limit(most);
  if (asked === "") return all.execute();
  return all.where(asked.includes("@") ? "email" : "id", "=", asked).execute();
};

/** Null where there is no such account, or none any more. */
export const emailOf = async (db: AppDatabase, { id }: { id: string }): Promise<string | null> =>
  (await db.query.selectFrom("user").select("email").where("id", "=", id).executeTakeFirst())?.email ?? null;

/** Blocks an account, or lets it in again. A block ends its sign-ins, and links that were mailed to it; links to its reports open nothing while it lasts. */
export const blockAccount = async (db: AppDatabase, { id, isBlocked }: { id: string; isBlocked: boolean }): Promise<void> => {
  const blocked = { blocked_at: isBlocked ? new Date().toISOString() : null };
  await db.batch([
    db.query.updateTable("user").set(blocked).where("id", "=", id),
    ...(isBlocked ? [db.query.deleteFrom("session").where("user_id", "=", id), ...takeLinksBack(db, id)] : []),
  ]);
};

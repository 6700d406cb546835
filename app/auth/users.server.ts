import { putAside } from "../mail/mail.server.ts";
import type { AppDatabase } from "../server/database.server.ts";
import type { Requester } from "../server/requester.server.ts";

/** `createdAt` is ISO 8601 UTC with milliseconds. */
export type User = { id: string; name: string; email: string; createdAt: string };

/** Answers null where the e-mail address is taken. */
export const createUser = async (db: AppDatabase, { name, email, passwordHash }: { name: string; email: string; passwordHash: string }) => {
  const user: User = { id: crypto.randomUUID(), name, email, createdAt: new Date().toISOString() };
  const row = await db.query
    .insertInto("user")
    .values({ id: user.id, name, email, password_hash: passwordHash, created_at: user.createdAt })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row ? user : null;
};

/** Of somebody who may sign in: nothing of a blocked account. */
export const findCredentials = (db: AppDatabase, { email }: { email: string }) =>
  db.query
    .selectFrom("user")
    .select(["id", "password_hash as passwordHash"])
    .where("email", "=", email)
    .where("blocked_at", "is", null)
    .executeTakeFirst();

export const renameUser = (db: AppDatabase, { userId, name }: { userId: string; name: string }) =>
  db.query.updateTable("user").set({ name }).where("id", "=", userId).execute();

/** Stores a new password, ends every session and every mailed link of the account, and has it told by mail. */
export const changePassword = (
  db: AppDatabase,
  { userId, email, passwordHash, by }: { userId: string; email: string; passwordHash: string; by: Requester },
) =>
  db.batch([
    db.query.updateTable("user").set({ password_hash: passwordHash }).where("id", "=", userId),
    db.query.deleteFrom("session").where("user_id", "=", userId),
    db.query.deleteFrom("account_link").where("user_id", "=", userId),
    putAside(db, { kind: "PASSWORD_CHANGED", userId, recipient: email, facts: { ...by, at: new Date().toISOString() } }),
  ]);

/** Removes the account with everything of it. Answers the ids of its interviews, so that the Worker can forget them too. */
export const deleteUser = async (db: AppDatabase, { userId }: { userId: string }): Promise<string[]> => {
  const interviews = await db.query.selectFrom("interview").select("id").where("user_id", "=", userId).execute();
  await db.query.deleteFrom("user").where("id", "=", userId).execute();
  return interviews.map((it) => it.id);
};

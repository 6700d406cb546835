import type { Retention } from "../../contract/account.ts";
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

/** When whoever holds the account showed that its address is theirs, by a link that was mailed there; null where they have not. */
export const emailConfirmedAt = async (db: AppDatabase, { userId }: { userId: string }): Promise<string | null> =>
  (await db.query.selectFrom("user").select("email_confirmed_at as at").where("id", "=", userId).executeTakeFirst())?.at ?? null;

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

/** How long the account wants its interviews kept. */
export const setRetention = (db: AppDatabase, { userId, retention }: { userId: string; retention: Retention }) =>
  db.query.updateTable("user").set({ retention }).where("id", "=", userId).execute();

export const retentionOf = async (db: AppDatabase, { userId }: { userId: string }): Promise<Retention> =>
  (await db.query.selectFrom("user").select("retention").where("id", "=", userId).executeTakeFirstOrThrow()).retention;

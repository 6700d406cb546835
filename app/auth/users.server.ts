import type { Retention } from "../../contract/account.ts";
import { takeLinksBack } from "../mail/links.server.ts";
import { putAsideFor } from "../mail/mail.server.ts";
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

/** What a sign-in is checked against; undefined for no account and for a blocked one. */
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

/** What somebody has shown: the password with this hash, or a passkey by its id. */
export type Shown = { userId: string } & ({ passwordHash: string } | { passkeyId: string });

/**
 * The account that somebody has shown to be theirs, as a query that finds it only while what they have shown is still good. Checking a
 * password takes long, and meanwhile it may be replaced, or the account blocked or deleted; so every change goes through this query.
 */
export const accountOf = (db: AppDatabase, { userId, ...shown }: Shown) => {
  const account = db.query.selectFrom("user").where("user.id", "=", userId).where("user.blocked_at", "is", null);
  if ("passwordHash" in shown) return account.where("user.password_hash", "=", shown.passwordHash);
  return account.where((row) =>
    row.exists(
      row.selectFrom("passkey").select("passkey.id").where("passkey.id", "=", shown.passkeyId).whereRef("passkey.user_id", "=", "user.id"),
    ),
  );
};

/**
 * Stores a new password, ends every sign-in and every link of the account, and has it told by mail. Answers whether the password
 * before (`shown`) was still good.
 */
export const changePassword = async (
  db: AppDatabase,
  { shown, passwordHash, by }: { shown: Shown; passwordHash: string; by: Requester },
): Promise<boolean> => {
  const account = accountOf(db, shown);
  const id = account.select("user.id");
  const results = await db.batch([
    db.query.deleteFrom("session").where("user_id", "=", id),
    ...takeLinksBack(db, id.$asScalar()),
    putAsideFor(db, {
      kind: "PASSWORD_CHANGED",
      facts: { ...by, at: new Date().toISOString() },
      found: account.select(["user.id", "user.email"]).as("found"),
    }),
    db.query.updateTable("user").set({ password_hash: passwordHash }).where("id", "=", id).returning("id"),
  ]);
  return results.at(-1)?.results.length === 1;
};

/** How long the account wants its interviews kept. */
export const setRetention = (db: AppDatabase, { userId, retention }: { userId: string; retention: Retention }) =>
  db.query.updateTable("user").set({ retention }).where("id", "=", userId).execute();

export const retentionOf = async (db: AppDatabase, { userId }: { userId: string }): Promise<Retention> =>
  (await db.query.selectFrom("user").select("retention").where("id", "=", userId).executeTakeFirstOrThrow()).retention;

import { sql } from "kysely";
import * as z from "zod";
import { putAsideFor } from "../mail/mail.server.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { stored } from "../server/stored.server.ts";
import type { User } from "./users.server.ts";

const transports = z.array(z.string());

/** Most passkeys of one account. */
export const mostPasskeys = 10;

/** A passkey as its owner knows it. Times are ISO 8601 UTC. */
export type Passkey = { id: string; name: string; createdAt: string; usedAt: string | null };
/** What a sign-in with the passkey is checked by; `publicKey` is base64url. */
export type StoredPasskey = { id: string; publicKey: string; counter: number; transports: string[] };

export const listPasskeys = (db: AppDatabase, { userId }: { userId: string }): Promise<Passkey[]> =>
  db.query
    .selectFrom("passkey")
    .select(["id", "name", "created_at as createdAt", "used_at as usedAt"])
    .where("user_id", "=", userId)
    .orderBy("created_at")
    .execute();

/**
 * Adds a passkey if the sign-in `signedInBy` still exists, and has the owner told by mail. Answers false if it does not, if the passkey is
 * already somebody's, or if the account has as many as it may have.
 */
export const addPasskey = async (
  db: AppDatabase,
  user: User,
  { name, signedInBy, ...stored }: StoredPasskey & { name: string; signedInBy: string },
): Promise<boolean> => {
  const at = new Date().toISOString();
  const held = db.query
    .selectFrom("passkey")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("user_id", "=", user.id);
  const adding = db.query
    .insertInto("passkey")
    .columns(["id", "user_id", "name", "public_key", "counter", "transports", "created_at"])
    .expression(
      db.query
        .selectFrom("session")
        .select([
          sql<string>`${stored.id}`.as("id"),
          "user_id",
          sql<string>`${name}`.as("name"),
          sql<string>`${stored.publicKey}`.as("public_key"),
          sql<number>`${stored.counter}`.as("counter"),
          sql<string>`${JSON.stringify(stored.transports)}`.as("transports"),
          sql<string>`${at}`.as("created_at"),
        ])
        .where("id_hash", "=", signedInBy)
        .where("user_id", "=", user.id)
        .where(held, "<", mostPasskeys),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning("id");
  const found = ownerOf(db, user, stored).where("passkey.created_at", "=", at).as("found");
  const [added] = await db.batch([adding, putAsideFor(db, { kind: "PASSKEY_ADDED", facts: { at }, found })]);
  return added?.results.length === 1;
};

/** Whose a passkey is, as a query: nobody, where it is not theirs. */
const ownerOf = (db: AppDatabase, user: User, { id }: { id: string }) =>
  db.query
    .selectFrom("passkey")
    .innerJoin("user", "user.id", "passkey.user_id")
    .select(["user.id", "user.email"])
    .where("passkey.id", "=", id)
    .where("passkey.user_id", "=", user.id);

/** A passkey and whose it is, with nothing of a blocked account. */
export const findPasskey = async (
  db: AppDatabase,
  { id }: { id: string },
): Promise<(StoredPasskey & { userId: string; email: string }) | null> => {
  const row = await db.query
    .selectFrom("passkey")
    .innerJoin("user", "user.id", "passkey.user_id")
    .select(["passkey.id", "public_key as publicKey", "counter", "transports", "user.id as userId", "user.email"])
    .where("passkey.id", "=", id)
    .where("user.blocked_at", "is", null)
    .executeTakeFirst();
  return row ? { ...row, transports: stored(transports, row.transports) ?? [] } : null;
};

export const notePasskeyUse = (db: AppDatabase, { id, counter }: { id: string; counter: number }) =>
  db.query.updateTable("passkey").set({ counter, used_at: new Date().toISOString() }).where("id", "=", id).execute();

export const renamePasskey = (db: AppDatabase, { userId, id, name }: { userId: string; id: string; name: string }) =>
  db.query.updateTable("passkey").set({ name }).where("id", "=", id).where("user_id", "=", userId).execute();

/** Removes a passkey and has its owner told. Answers whether there was one. */
export const removePasskey = async (db: AppDatabase, user: User, { id }: { id: string }): Promise<boolean> => {
  const facts = { at: new Date().toISOString() };
  const [, removed] = await db.batch([
    putAsideFor(db, { kind: "PASSKEY_REMOVED", facts, found: ownerOf(db, user, { id }).as("found") }),
    db.query.deleteFrom("passkey").where("id", "=", id).where("user_id", "=", user.id).returning("id"),
  ]);
  return removed?.results.length === 1;
};

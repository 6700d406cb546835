import { sql } from "kysely";
import type { AppDatabase } from "../server/database.server.ts";
import type { Requester } from "../server/requester.server.ts";
import { dayMs, hourMs, iso } from "../server/time.server.ts";
import { accountOf, type Shown, type User } from "./users.server.ts";

/** Lifetimes of a sign-in in ms: in all, and without being used. */
export const signInLife = { absoluteMs: 30 * dayMs, idleMs: 7 * dayMs, touchMs: hourMs } as const;

type Opened = { idHash: string; shown: Shown; replacesIdHash: string | null; by: Requester };

/** Most sign-ins of an account: one more ends the one that was used longest ago. */
const mostSignIns = 50;

/** Opens a sign-in in place of the one the browser had, and deletes the account's expired ones. Answers whether what was shown was still good. */
export const openSignIn = async (db: AppDatabase, { idHash, shown, replacesIdHash, by }: Opened): Promise<boolean> => {
  const nowUnixMs = Date.now();
  const text = (value: string, name: string) => sql<string>`${value}`.as(name);
  const results = await db.batch([
    db.query.deleteFrom("session").where("id_hash", "=", replacesIdHash ?? ""),
    db.query
      .deleteFrom("session")
      .where("user_id", "=", shown.userId)
      .where((row) => row.or([row("expires_at", "<=", iso(nowUnixMs)), row("seen_at", "<=", iso(nowUnixMs - signInLife.idleMs))])),
    db.query.deleteFrom("session").where(
      "id_hash",
      "in",
      db.query
        .selectFrom("session")
        .select("id_hash")
        .where("user_id", "=", shown.userId)
        .orderBy("seen_at", "desc")
        .limit(sql.lit(-1))
        .offset(mostSignIns - 1),
    ),
    db.query
      .insertInto("session")
      .columns(["id_hash", "user_id", "created_at", "seen_at", "expires_at", "device", "place"])
      .expression(
        accountOf(db, shown).select([
          text(idHash, "id_hash"),
          "user.id",
          text(iso(nowUnixMs), "created"),
          text(iso(nowUnixMs), "seen"),
          text(iso(nowUnixMs + signInLife.absoluteMs), "expires"),
          text(by.device, "device"),
          text(by.place, "place"),
        ]),
      )
      .returning("id_hash"),
  ]);
  return results.at(-1)?.results.length === 1;
};

/** The user of a sign-in that is neither expired nor idle too long. Marks it seen, at most hourly. */
export const findSignedIn = async (db: AppDatabase, { idHash }: { idHash: string }): Promise<User | null> => {
  const nowUnixMs = Date.now();
  const row = await db.query
    .selectFrom("session")
    .innerJoin("user", "user.id", "session.user_id")
    .select(["user.id", "user.name", "user.email", "user.created_at as createdAt", "session.seen_at as seenAt"])
    .where("session.id_hash", "=", idHash)
    .where("session.expires_at", ">", iso(nowUnixMs))
    .where("session.seen_at", ">", iso(nowUnixMs - signInLife.idleMs))
    .where("user.blocked_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const { seenAt, ...user } = row;
  if (seenAt <= iso(nowUnixMs - signInLife.touchMs)) {
    await db.query
      .updateTable("session")
      .set({ seen_at: iso(nowUnixMs) })
      .where("id_hash", "=", idHash)
      .execute();
  }
  return user;
};

export const closeSignIn = (db: AppDatabase, { idHash }: { idHash: string }) =>
  db.query.deleteFrom("session").where("id_hash", "=", idHash).execute();

/** A sign-in that is good now. `key` is the hash that its row is found by: it opens nothing. Times are ISO 8601 UTC. */
type SignIn = Requester & { key: string; createdAt: string; seenAt: string };

/** An account's sign-ins, the one used last first. */
export const listSignIns = (db: AppDatabase, { userId }: { userId: string }): Promise<SignIn[]> =>
  db.query
    .selectFrom("session")
    .select(["id_hash as key", "device", "place", "created_at as createdAt", "seen_at as seenAt"])
    .where("user_id", "=", userId)
    .where("expires_at", ">", iso(Date.now()))
    .where("seen_at", ">", iso(Date.now() - signInLife.idleMs))
    .orderBy("seen_at", "desc")
    .execute();

/** Ends one sign-in of the account, or (`but`) every other. Answers how many ended. */
export const endSignIns = async (
  db: AppDatabase,
  { userId, ...which }: { userId: string } & ({ key: string } | { but: string | null }),
): Promise<number> => {
  const own = db.query.deleteFrom("session").where("user_id", "=", userId);
  const query = "key" in which ? own.where("id_hash", "=", which.key) : own.where("id_hash", "!=", which.but ?? "");
  return (await query.returning("id_hash").execute()).length;
};

/** Forgets sign-ins that are over. */
export const forgetOldSignIns = (db: AppDatabase, { nowUnixMs }: { nowUnixMs: number }) =>
  db.batch([
    db.query.deleteFrom("session").where("expires_at", "<=", iso(nowUnixMs)),
    db.query.deleteFrom("session").where("seen_at", "<=", iso(nowUnixMs - signInLife.idleMs)),
  ]);

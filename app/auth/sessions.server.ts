import type { AppDatabase } from "../server/database.server.ts";
import type { Requester } from "../server/requester.server.ts";
import type { User } from "./users.server.ts";

const day = 24 * 60 * 60 * 1000;

/** Lifetimes of a session in ms: in all, and without being used. */
export const sessionLife = { absoluteMs: 30 * day, idleMs: 7 * day, touchMs: 60 * 60 * 1000 } as const;

const iso = (unixMs: number) => new Date(unixMs).toISOString();

/** Opens a session in place of the one the browser had, and forgets the account's expired ones. */
export const openSession = (
  db: AppDatabase,
  {
    idHash,
    userId,
    replacesIdHash,
    by,
    nowUnixMs = Date.now(),
  }: { idHash: string; userId: string; replacesIdHash: string | null; by: Requester; nowUnixMs?: number },
) =>
  db.batch([
    db.query.deleteFrom("session").where("id_hash", "=", replacesIdHash ?? ""),
    db.query
      .deleteFrom("session")
      .where("user_id", "=", userId)
      .where((row) => row.or([row("expires_at", "<=", iso(nowUnixMs)), row("seen_at", "<=", iso(nowUnixMs - sessionLife.idleMs))])),
    db.query.insertInto("session").values({
      id_hash: idHash,
      user_id: userId,
      created_at: iso(nowUnixMs),
      seen_at: iso(nowUnixMs),
      expires_at: iso(nowUnixMs + sessionLife.absoluteMs),
      ...by,
    }),
  ]);

/** The user of a session that is neither expired nor idle too long. Marks it seen, at most hourly. */
export const findSessionUser = async (
  db: AppDatabase,
  { idHash, nowUnixMs = Date.now() }: { idHash: string; nowUnixMs?: number },
): Promise<User | null> => {
  const row = await db.query
    .selectFrom("session")
    .innerJoin("user", "user.id", "session.user_id")
    .select(["user.id", "user.name", "user.email", "user.created_at as createdAt", "session.seen_at as seenAt"])
    .where("session.id_hash", "=", idHash)
    .where("session.expires_at", ">", iso(nowUnixMs))
    .where("session.seen_at", ">", iso(nowUnixMs - sessionLife.idleMs))
    .where("user.blocked_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const { seenAt, ...user } = row;
  if (seenAt <= iso(nowUnixMs - sessionLife.touchMs)) {
    await db.query
      .updateTable("session")
      .set({ seen_at: iso(nowUnixMs) })
      .where("id_hash", "=", idHash)
      .execute();
  }
  return user;
};

export const closeSession = (db: AppDatabase, { idHash }: { idHash: string }) =>
  db.query.deleteFrom("session").where("id_hash", "=", idHash).execute();

/** A sign-in that is good now. `key` is the hash that its row is found by: it opens nothing. Times are ISO 8601 UTC. */
export type SignIn = Requester & { key: string; createdAt: string; seenAt: string };

/** An account's sign-ins, the one used last first. */
export const listSignIns = (
  db: AppDatabase,
  { userId, nowUnixMs = Date.now() }: { userId: string; nowUnixMs?: number },
): Promise<SignIn[]> =>
  db.query
    .selectFrom("session")
    .select(["id_hash as key", "device", "place", "created_at as createdAt", "seen_at as seenAt"])
    .where("user_id", "=", userId)
    .where("expires_at", ">", iso(nowUnixMs))
    .where("seen_at", ">", iso(nowUnixMs - sessionLife.idleMs))
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
    db.query.deleteFrom("session").where("seen_at", "<=", iso(nowUnixMs - sessionLife.idleMs)),
  ]);

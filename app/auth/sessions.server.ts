import type { AppDatabase } from "../server/database.server.ts";
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
    nowUnixMs = Date.now(),
  }: { idHash: string; userId: string; replacesIdHash: string | null; nowUnixMs?: number },
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

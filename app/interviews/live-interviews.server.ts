import type { AppDatabase } from "../server/database.server.ts";
import { iso, minuteMs } from "../server/time.server.ts";

/**
 * A PENDING interview that was begun after this moment is just beginning, and holds its place: the Worker reports its start within
 * seconds, or never.
 */
export const beginningSince = (): string => iso(Date.now() - 2 * minuteMs);

type Own = { userId: string; id: string };

/** Interviews of a user that are live or have just begun, without the one asked about. */
const liveBeside = (db: AppDatabase, { userId, id }: Own) =>
  db.query
    .selectFrom("interview")
    .where("user_id", "=", userId)
    .where("id", "!=", id)
    .where((row) =>
      row.or([row("status", "=", "IN_PROGRESS"), row.and([row("status", "=", "PENDING"), row("begun_at", ">", beginningSince())])]),
    );

/** The newest first, at most so many. */
export const listLiveBeside = (db: AppDatabase, { most, ...own }: Own & { most: number }): Promise<{ id: string; role: string }[]> =>
  liveBeside(db, own).select(["id", "role"]).orderBy("created_at", "desc").limit(most).execute();

/**
 * Reserves one of the account's `most` places (0: any number) for an interview that begins. Answers whether there was one. It is a single
 * statement, so that interviews that begin at the same time cannot share a place. An interview that has begun already needs none.
 */
export const takePlace = async (db: AppDatabase, { most, ...own }: Own & { most: number }): Promise<boolean> => {
  const others = liveBeside(db, own).select(({ fn }) => fn.countAll<number>().as("count"));
  const begun = db.query
    .updateTable("interview")
    .set({ begun_at: iso(Date.now()) })
    .where("id", "=", own.id);
  const placed = most === 0 ? begun : begun.where((row) => row.or([row("status", "!=", "PENDING"), row(others, "<", most)]));
  return (await placed.executeTakeFirst()).numUpdatedRows > 0n;
};

/**
 * Notes that a token was minted for a PENDING interview, so that signing out ends what it opens. Answers whether the interview is still
 * PENDING and the sign-in `signedInBy` not ended.
 */
export const noteMint = async (db: AppDatabase, { id, signedInBy }: { id: string; signedInBy: string }): Promise<boolean> => {
  const noted = await db.query
    .updateTable("interview")
    .set({ token_minted_at: iso(Date.now()) })
    .where("id", "=", id)
    .where("status", "=", "PENDING")
    .where((row) => row.exists(row.selectFrom("session").select("id_hash").where("id_hash", "=", signedInBy)))
    .executeTakeFirst();
  return noted.numUpdatedRows > 0n;
};

import { sql } from "kysely";
import type { Retention } from "../../contract/account.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { dayMs, iso } from "../server/time.server.ts";
import { unfinished } from "./feedback.server.ts";

const atOnce = 20;

type ByAge = Extract<Retention, `DAYS_${string}`>;
const daysOf: Record<ByAge, number> = { DAYS_90: 90, DAYS_30: 30 };

/**
 * Interviews older than their account wants, of accounts with this retention. The age counts from the interview's end, or while it has
 * none from its beginning or the newest token for it: one that was set up long ago may be going on, or about to.
 */
const overAge = (db: AppDatabase, retention: ByAge, nowUnixMs: number) => {
  const until = iso(nowUnixMs - daysOf[retention] * dayMs);
  return db.query
    .selectFrom("user")
    .innerJoin("interview", "interview.user_id", "user.id")
    .select("interview.id")
    .where("user.retention", "=", sql.lit(retention))
    .where("interview.created_at", "<", until)
    .where(sql<boolean>`coalesce(ended_at, started_at, token_minted_at, begun_at, interview.created_at) < ${until}`)
    .limit(atOnce);
};

/** Interviews of which the report was read a day ago, of accounts that keep no words longer. */
const readADayAgo = (db: AppDatabase, nowUnixMs: number) =>
  db.query
    .selectFrom("user")
    .innerJoin("interview", "interview.user_id", "user.id")
    .select("interview.id")
    .where("user.retention", "=", sql.lit("AFTER_REPORT"))
    .where("interview.report_read_at", "<", iso(nowUnixMs - dayMs))
    .where("interview.words_deleted_at", "is", null)
    .orderBy("interview.id")
    .limit(atOnce);

/**
 * Deletes a batch of what accounts no longer keep. Each step is one transaction, and what it does not get to stays due, so a run may stop
 * anywhere. Answers how many interviews were affected.
 */
export const keepToRetention = async (db: AppDatabase, { nowUnixMs }: { nowUnixMs: number }): Promise<number> => {
  let count = 0;
  for (const retention of Object.keys(daysOf) as ByAge[]) {
    const deleted = await db.query
      .deleteFrom("interview")
      .where("id", "in", overAge(db, retention, nowUnixMs))
      .returning("id")
      .execute();
    count += deleted.length;
  }
  // The last statement marks those that the others found.
  const read = readADayAgo(db, nowUnixMs);
  const results = await db.batch([
    db.query.deleteFrom("transcript_entry").where("interview_id", "in", read),
    db.query.deleteFrom("feedback").where("interview_id", "in", read),
    db.query.deleteFrom("share").where("interview_id", "in", read),
    db.query
      .updateTable("interview")
      .set({ words_deleted_at: iso(nowUnixMs) })
      .where("id", "in", read)
      .returning("id"),
  ]);
  return count + (results.at(-1)?.results.length ?? 0);
};

/** Notes that the owner has opened the finished report of an interview that is over. One that could not be made is none. */
export const noteReportRead = async (db: AppDatabase, { id }: { id: string }): Promise<void> => {
  const reports = db.query.selectFrom("feedback").select("id").where("interview_id", "=", id);
  await db.query
    .updateTable("interview")
    .set({ report_read_at: iso(Date.now()) })
    .where("id", "=", id)
    .where("status", "in", ["COMPLETED", "ERROR"])
    .where("report_read_at", "is", null)
    .where((row) => row.exists(reports.where("state", "not in", [...unfinished, "FAILED"])))
    .where((row) => row.not(row.exists(reports.where("state", "in", unfinished))))
    .execute();
};

/** When an interview's words were deleted because its report had been read; null where they are kept. */
export const wordsDeletedAt = async (db: AppDatabase, { id }: { id: string }): Promise<string | null> =>
  (await db.query.selectFrom("interview").select("words_deleted_at as at").where("id", "=", id).executeTakeFirst())?.at ?? null;

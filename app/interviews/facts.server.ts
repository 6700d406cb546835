import { type SelectQueryBuilder, sql } from "kysely";
import type { Database } from "../../migrations/schema.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { hourMs, iso } from "../server/time.server.ts";
import { readFeedback } from "./feedback.server.ts";
import { countedAnswers } from "./history.server.ts";
import { toInterview } from "./interviews.server.ts";

/**
 * A group of interviews that lie in the same month in every time zone. `at`: when one of them was set up. `spokenMs`: how long the
 * candidate spoke in them. `isWhole`: no interview is missing, and each was measured and still has its words.
 */
type Practised = { at: string; spokenMs: number; answers: number; isWhole: boolean };

export type Facts = {
  /** The interviews of every month that may be the current one where the reader is. */
  practised: Practised[];
  /** The first thing to try of the newest report. */
  next: { interviewId: string; text: string } | null;
};

/** The most interviews of a month that are summed, newest first; each takes some 0.1 ms. */
const mostSummed = 200;

/** The most hours by which a time zone is behind UTC, and ahead of it. */
const [west, east] = [12, 14];

/** The earliest instant (ISO 8601) at which what may still be the current month somewhere began anywhere. */
const monthSince = (nowUnixMs: number): string => {
  const there = new Date(nowUnixMs - west * hourMs);
  return iso(Date.UTC(there.getUTCFullYear(), there.getUTCMonth()) - east * hourMs);
};

/** How a user has practised lately, and what to try next. */
export const readFacts = async (
  db: AppDatabase,
  { userId, nowUnixMs = Date.now() }: { userId: string; nowUnixMs?: number },
): Promise<Facts> => {
  const own = db.query.selectFrom("interview").where("user_id", "=", userId);
  const lately = own
    .where("started_at", "is not", null)
    .where("created_at", ">=", monthSince(nowUnixMs))
    .orderBy("created_at", "desc")
    .limit(mostSummed);
  const month = (hours: number) => sql<string>`strftime('%Y-%m', created_at, ${sql.lit(`${hours} hours`)})`;
  const [practised, next] = await Promise.all([
    db.query
      .selectFrom(lately.select(["id", "created_at", "session", "words_deleted_at"]).as("lately"))
      .leftJoin(countedAnswers(db, lately.select("id")).as("said"), "said.interview_id", "lately.id")
      .select(({ fn }) => [
        fn.min<string>("created_at").as("at"),
        fn.countAll<number>().as("interviews"),
        sql<number>`coalesce(sum(session ->> '$.speechMs'), 0)`.as("spokenMs"),
        sql<number>`coalesce(sum(answers), 0)`.as("answers"),
        sql<number>`sum((session is null and answers > 0) or words_deleted_at is not null)`.as("lacking"),
      ])
      .groupBy(sql`case when ${month(-west)} = ${month(east)} then ${month(east)} else created_at end`)
      .orderBy("at")
      .execute(),
    nextToTry(db, own),
  ]);
  const isAll = practised.reduce((sum, { interviews }) => sum + interviews, 0) < mostSummed;
  return {
    practised: practised.map(({ at, spokenMs, answers, lacking }) => ({ at, spokenMs, answers, isWhole: isAll && lacking === 0 })),
    next,
  };
};

/** The first thing to try of the newest report, as that may be shown after corrections of its transcript. */
const nextToTry = async (db: AppDatabase, own: SelectQueryBuilder<Database, "interview", object>): Promise<Facts["next"]> => {
  const row = await own
    .innerJoin("feedback", "feedback.interview_id", "interview.id")
    .selectAll("interview")
    .where("report", "is not", null)
    .orderBy("interview.created_at", "desc")
    .orderBy("interview.id", "desc")
    .limit(1)
    .executeTakeFirst();
  const text = row && (await readFeedback(db, toInterview(row))).report?.next?.text;
  return text ? { interviewId: row.id, text } : null;
};

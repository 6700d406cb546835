import { sql } from "kysely";
import type { AppDatabase } from "../server/database.server.ts";

/** Interviews of a user that a token may be out for: begun ones, and those that a token was ever minted for. */
export const listOpenInterviews = (db: AppDatabase, { userId }: { userId: string }): Promise<{ id: string }[]> =>
  db.query
    .selectFrom("interview")
    .select("id")
    .where("user_id", "=", userId)
    .where((row) =>
      row.or([row("status", "=", "IN_PROGRESS"), row.and([row("status", "=", "PENDING"), row("token_minted_at", "is not", null)])]),
    )
    .execute();

const iso = (unixMs: number) => new Date(unixMs).toISOString();
/** Midnight UTC before a moment, ISO 8601. */
export const dayOf = (unixMs: number) => `${iso(unixMs).slice(0, 10)}T00:00:00.000Z`;

/** So long an interview that begins holds its place; the Worker reports its start within seconds, or never. */
const beginsMs = 2 * 60 * 1000;

type Own = { userId: string; id: string };

/** Interviews of a user that are live or have just begun, without the one asked about. */
const liveBeside = (db: AppDatabase, { userId, id }: Own) =>
  db.query
    .selectFrom("interview")
    .where("user_id", "=", userId)
    .where("id", "!=", id)
    .where((row) =>
      row.or([
        row("status", "=", "IN_PROGRESS"),
        row.and([row("status", "=", "PENDING"), row("begun_at", ">", iso(Date.now() - beginsMs))]),
      ]),
    );

/** The newest first, at most so many. */
export const listLiveBeside = (db: AppDatabase, { most, ...own }: Own & { most: number }): Promise<{ id: string; role: string }[]> =>
  liveBeside(db, own).select(["id", "role"]).orderBy("created_at", "desc").limit(most).execute();

/**
 * Gives an interview that begins its place among the live ones, of which there are `most`; 0 is however many. Answers whether there was
 * one, in one statement so that what begins at the same time cannot share it. An interview that has begun by now needs none.
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

/** Notes that a token is minted for a PENDING interview: whoever signs out then ends what it opens. */
export const noteMint = async (db: AppDatabase, { id }: { id: string }): Promise<void> => {
  await db.query
    .updateTable("interview")
    .set({ token_minted_at: iso(Date.now()) })
    .where("id", "=", id)
    .where("status", "=", "PENDING")
    .execute();
};

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Minutes of interview used since midnight UTC, by a user or (null) by everybody: from each start to its end, a running one until now,
 * deleted ones included. One whose end was never told runs no longer than an interview may, or until it was deleted; an end that was
 * told is believed. What began over a day before midnight is none that runs.
 */
export const minutesToday = async (
  db: AppDatabase,
  { userId, nowUnixMs = Date.now(), longestMinutes }: { userId: string | null; nowUnixMs?: number; longestMinutes: number },
): Promise<number> => {
  const [midnight, now] = [dayOf(nowUnixMs), iso(nowUnixMs)];
  const longest = sql<number>`julianday(started_at) + ${longestMinutes / 1440}`;
  const over = sql<number>`min(coalesce(julianday(ended_at), ${longest}), julianday(${now}))`;
  const minutes = sql<number>`coalesce(sum(max(0, ${over} - julianday(max(started_at, ${midnight})))) * 1440, 0)`.as("minutes");
  const own = userId === null ? sql<boolean>`true` : sql<boolean>`user_id = ${userId}`;
  const since = iso(Date.parse(midnight) - dayMs);
  const [kept, spent] = await Promise.all([
    db.query.selectFrom("interview").select(minutes).where("started_at", ">", since).where(own).executeTakeFirstOrThrow(),
    db.query.selectFrom("spent_time").select(minutes).where("ended_at", ">", midnight).where(own).executeTakeFirstOrThrow(),
  ]);
  return kept.minutes + spent.minutes;
};

/** Whole seconds until the day (UTC) is over, at least 1. */
export const secondsToMidnight = (nowUnixMs: number = Date.now()): number =>
  Math.max(1, Math.ceil((Date.parse(dayOf(nowUnixMs)) + dayMs - nowUnixMs) / 1000));

/** ISO 8601; `longestMinutes` is what an interview may take at most. */
export type Since = { from: string; nowUnixMs: number; longestMinutes: number };

/** Minutes by day (UTC) of interviews that began since then and counted no tokens: running ones until now, deleted ones. */
export const uncountedMinutesByDay = async (
  db: AppDatabase,
  { from, nowUnixMs, longestMinutes }: Since,
): Promise<{ day: string; minutes: number }[]> => {
  const now = iso(nowUnixMs);
  const ended = sql<string>`min(coalesce(ended_at, ${now}), ${now})`;
  // One whose end was never told runs no longer than an interview may.
  const each = sql<number>`min(${longestMinutes}, max(0, julianday(${ended}) - julianday(started_at)) * 1440)`;
  const byDay = [sql<string>`substr(started_at, 1, 10)`.as("day"), sql<number>`sum(${each})`.as("minutes")] as const;
  const [kept, spent] = await Promise.all([
    db.query.selectFrom("interview").select(byDay).where("started_at", ">=", from).where("usage", "is", null).groupBy("day").execute(),
    db.query.selectFrom("spent_time").select(byDay).where("ended_at", ">=", from).where("started_at", ">=", from).groupBy("day").execute(),
  ]);
  return [...kept, ...spent];
};

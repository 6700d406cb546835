import { type RawBuilder, sql } from "kysely";
import type { AppDatabase } from "../server/database.server.ts";
import { dayMs, iso } from "../server/time.server.ts";

/** Midnight UTC before a moment, ISO 8601. */
export const dayOf = (unixMs: number) => `${iso(unixMs).slice(0, 10)}T00:00:00.000Z`;

/**
 * Minutes of interview used since midnight UTC, by a user or (null) by everybody: from each start to its end, deleted interviews included,
 * running ones until now. An interview whose end was never reported counts until it was deleted, and at most as long as an interview may
 * take; a reported end is believed. One that failed or was cancelled has the time of the report as its end, and of a deleted one it is not
 * known whether its end was reported: they count at most as long, too. What began more than a day before midnight does not count as running.
 */
export const minutesToday = async (
  db: AppDatabase,
  { userId, nowUnixMs = Date.now(), longestMinutes }: { userId: string | null; nowUnixMs?: number; longestMinutes: number },
): Promise<number> => {
  const [midnight, now] = [dayOf(nowUnixMs), iso(nowUnixMs)];
  const longest = sql<number>`julianday(started_at) + ${longestMinutes / 1440}`;
  const minutes = (end: RawBuilder<number>) =>
    sql<number>`coalesce(sum(max(0, min(${end}, julianday(${now})) - julianday(max(started_at, ${midnight})))) * 1440, 0)`.as("minutes");
  const atMost = sql<number>`min(julianday(ended_at), ${longest})`;
  const told = sql<number>`case when status = 'ERROR' then ${atMost} else coalesce(julianday(ended_at), ${longest}) end`;
  const own = userId === null ? sql<boolean>`true` : sql<boolean>`user_id = ${userId}`;
  const since = iso(Date.parse(midnight) - dayMs);
  const [kept, spent] = await Promise.all([
    db.query.selectFrom("interview").select(minutes(told)).where("started_at", ">", since).where(own).executeTakeFirstOrThrow(),
    db.query.selectFrom("spent_time").select(minutes(atMost)).where("ended_at", ">", midnight).where(own).executeTakeFirstOrThrow(),
  ]);
  return kept.minutes + spent.minutes;
};

/** Whole seconds until the day (UTC) is over, at least 1. */
export const secondsToMidnight = (nowUnixMs: number = Date.now()): number =>
  Math.max(1, Math.ceil((Date.parse(dayOf(nowUnixMs)) + dayMs - nowUnixMs) / 1000));

/** ISO 8601; `longestMinutes` is what an interview may take at most. */
export type Since = { from: string; nowUnixMs: number; longestMinutes: number };

/** Minutes by day (UTC) of interviews that began since `from` and whose tokens were not counted: running ones, until now, and deleted ones. */
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

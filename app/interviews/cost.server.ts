import { sql } from "kysely";
import { liveCostUsd, liveMinuteUsd, type LiveTokens } from "../../contract/prices.ts";
import type { AppDatabase } from "../server/database.server.ts";
import type { App } from "../server/load-context.server.ts";
import { dayOf, type Since, uncountedMinutesByDay } from "./minutes.server.ts";

/** What a day used: tokens of the interviews that counted them, minutes of all others, dollars of reports. */
export type Use = { tokens: LiveTokens; uncountedMinutes: number; reportsUsd: number };

const none: LiveTokens = { inputTextTokens: 0, inputAudioTokens: 0, outputTextTokens: 0, outputAudioTokens: 0, thoughtTokens: 0 };
const counted = (kind: keyof LiveTokens) => sql<number>`coalesce(sum(usage ->> ${sql.lit(kind)}), 0)`.as(kind);

/**
 * What interviews and reports that began since `from` have used, by the day on which they began, including running ones and those deleted
 * today. Question plans and voice samples are not counted: their cost is not reported, and limits of their own keep them few.
 */
export const usageByDay = async (db: AppDatabase, since: Since): Promise<Map<string, Use>> => {
  const [counts, uncounted, ...reports] = await Promise.all([
    db.query
      .selectFrom("interview")
      .select([
        sql<string>`substr(started_at, 1, 10)`.as("day"),
        counted("inputTextTokens"),
        counted("inputAudioTokens"),
        counted("outputTextTokens"),
        counted("outputAudioTokens"),
        counted("thoughtTokens"),
      ])
      .where("started_at", ">=", since.from)
      .groupBy("day")
      .execute(),
    uncountedMinutesByDay(db, since),
    db.query
      .selectFrom("feedback")
      .select([sql<string>`substr(created_at, 1, 10)`.as("day"), sql<number>`coalesce(sum(cost_micros), 0) / 1e6`.as("usd")])
      .where("created_at", ">=", since.from)
      .groupBy("day")
      .execute(),
    db.query
      .selectFrom("spent_cost")
      .select(["day", sql<number>`micros / 1e6`.as("usd")])
      .where("day", ">=", since.from.slice(0, 10))
      .execute(),
  ]);
  const days = new Map<string, Use>();
  const of = (day: string) => days.get(day) ?? { tokens: none, uncountedMinutes: 0, reportsUsd: 0 };
  for (const { day, ...tokens } of counts) days.set(day, { ...of(day), tokens });
  for (const { day, minutes } of uncounted) days.set(day, { ...of(day), uncountedMinutes: of(day).uncountedMinutes + minutes });
  for (const { day, usd } of reports.flat()) days.set(day, { ...of(day), reportsUsd: of(day).reportsUsd + usd });
  return days;
};

/** What a day's use cost in dollars, at the prices of that day (`at`, ISO 8601). */
export const costUsd = (use: Use | undefined, { model, at }: { model: string; at: string }): number =>
  use ? liveCostUsd({ model, at, tokens: use.tokens }) + use.uncountedMinutes * liveMinuteUsd + use.reportsUsd : 0;

/** Dollars that all accounts together have cost since midnight UTC. */
export const costTodayUsd = async ({ db, env }: App, nowUnixMs: number = Date.now()): Promise<number> => {
  const from = dayOf(nowUnixMs);
  const days = await usageByDay(db, { from, nowUnixMs, longestMinutes: env.MAX_SESSION_SECONDS / 60 });
  return costUsd(days.get(from.slice(0, 10)), { model: env.GEMINI_LIVE_MODEL, at: from });
};

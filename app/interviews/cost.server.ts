import { sql } from "kysely";
import { liveCostUsd, liveMinuteUsd, type LiveTokens } from "../../contract/prices.ts";
import type { AppDatabase } from "../server/database.server.ts";
import type { App } from "../server/load-context.server.ts";
import { dayOf, uncountedMinutesIn } from "./use.server.ts";

/** What was used in a stretch of time: tokens of interviews that counted them, minutes of all others, dollars of reports. */
export type Use = { tokens: LiveTokens; uncountedMinutes: number; reportsUsd: number };

const counted = (kind: keyof LiveTokens) => sql<number>`coalesce(sum(usage ->> ${sql.lit(kind)}), 0)`.as(kind);

/** What interviews that began between two moments (ISO 8601 UTC) used, running and deleted ones included. */
export const useBetween = async (
  db: AppDatabase,
  { from, until, nowUnixMs }: { from: string; until: string; nowUnixMs: number },
): Promise<Use> => {
  const began = db.query.selectFrom("interview").where("started_at", ">=", from).where("started_at", "<", until);
  const [tokens, uncountedMinutes, reports] = await Promise.all([
    began
      .select([
        counted("inputTextTokens"),
        counted("inputAudioTokens"),
        counted("outputTextTokens"),
        counted("outputAudioTokens"),
        counted("thoughtTokens"),
      ])
      .executeTakeFirstOrThrow(),
    uncountedMinutesIn(db, { from, until, nowUnixMs }),
    db.query
      .selectFrom("feedback")
      .select(sql<number>`coalesce(sum(cost_micros), 0) / 1e6`.as("usd"))
      .where("created_at", ">=", from)
      .where("created_at", "<", until)
      .executeTakeFirstOrThrow(),
  ]);
  return { tokens, uncountedMinutes, reportsUsd: reports.usd };
};

/** Dollars of that, by the prices of the day `at`. */
export const costUsd = ({ tokens, uncountedMinutes, reportsUsd }: Use, { model, at }: { model: string; at: string }): number =>
  liveCostUsd({ model, at, tokens }) + uncountedMinutes * liveMinuteUsd + reportsUsd;

/** Dollars that all accounts together have cost since midnight UTC. */
export const costTodayUsd = async ({ db, env }: App, nowUnixMs: number = Date.now()): Promise<number> => {
  const [from, until] = [dayOf(nowUnixMs), dayOf(nowUnixMs + 24 * 60 * 60 * 1000)];
  return costUsd(await useBetween(db, { from, until, nowUnixMs }), { model: env.GEMINI_LIVE_MODEL, at: from });
};

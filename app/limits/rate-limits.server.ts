import { sql } from "kysely";
import type { AppDatabase } from "../server/database.server.ts";
import { hourMs } from "../server/time.server.ts";

/** A token bucket: at most `capacity` requests at once, refilled at `perHour`. */
export type RateLimit = { capacity: number; perHour: number };
type Bucket = { tokens: number; refilledAtUnixMs: number };

export const scaled = ({ capacity, perHour }: RateLimit, scale: number): RateLimit => ({
  capacity: Math.max(1, capacity * scale),
  perHour: perHour * scale,
});

/** Tokens in a bucket at a time; a clock that went back takes none away. */
export const tokensAt = ({ tokens, refilledAtUnixMs }: Bucket, { capacity, perHour }: RateLimit, nowUnixMs: number): number =>
  Math.min(capacity, tokens + (Math.max(0, nowUnixMs - refilledAtUnixMs) * perHour) / hourMs);

/** Whole seconds until the bucket holds one token, at least 1. */
export const secondsToToken = (bucket: Bucket, limit: RateLimit, nowUnixMs: number): number =>
  Math.max(1, Math.ceil(((1 - tokensAt(bucket, limit, nowUnixMs)) * hourMs) / limit.perHour / 1000));

/** Takes a token from the bucket, in one statement so that parallel requests cannot share it. Answers null, or the seconds to wait. */
export const takeToken = async (
  db: AppDatabase,
  { key, limit, nowUnixMs = Date.now() }: { key: string; limit: RateLimit; nowUnixMs?: number },
): Promise<number | null> => {
  const refilled = sql<number>`min(${limit.capacity}, rate_limit.tokens + max(0, ${nowUnixMs} - rate_limit.refilled_at_unix_ms) * ${limit.perHour / hourMs})`;
  const taken = await db.query
    .insertInto("rate_limit")
    .values({ key, tokens: limit.capacity - 1, refilled_at_unix_ms: nowUnixMs })
    .onConflict((conflict) =>
      conflict
        .column("key")
        .doUpdateSet({
          tokens: sql<number>`${refilled} - 1`,
          refilled_at_unix_ms: sql<number>`max(rate_limit.refilled_at_unix_ms, ${nowUnixMs})`,
        })
        .where(sql<boolean>`${refilled} >= 1`),
    )
    .returning("tokens")
    .executeTakeFirst();
  if (taken) return null;
  const row = await db.query.selectFrom("rate_limit").selectAll().where("key", "=", key).executeTakeFirst();
  return row ? secondsToToken({ tokens: row.tokens, refilledAtUnixMs: row.refilled_at_unix_ms }, limit, nowUnixMs) : 1;
};

/** Gives a token back: a request that turned out welcome is not counted. */
export const returnToken = (db: AppDatabase, { key, limit }: { key: string; limit: RateLimit }) =>
  db.query
    .updateTable("rate_limit")
    .set({ tokens: sql<number>`min(${limit.capacity}, tokens + 1)` })
    .where("key", "=", key)
    .execute();

/** Forgets buckets that have been left alone for a day: every limit refills within that. */
export const forgetOldBuckets = (db: AppDatabase, { nowUnixMs }: { nowUnixMs: number }) =>
  db.query
    .deleteFrom("rate_limit")
    .where("refilled_at_unix_ms", "<", nowUnixMs - 24 * hourMs)
    .execute();

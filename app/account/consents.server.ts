import type { AppDatabase } from "../server/database.server.ts";
import { iso } from "../server/time.server.ts";

/** The words that somebody agrees to are found by subject and version. */
type Asked = { userId: string; subject: string; version: string; nowUnixMs?: number };

/** Records that the user agrees to this version. One that they gave before, and did not take back, keeps its time. */
export const giveConsent = (db: AppDatabase, { userId, subject, version, nowUnixMs = Date.now() }: Asked) =>
  db.query
    .insertInto("consent")
    .values({ user_id: userId, subject, version, given_at: iso(nowUnixMs) })
    .onConflict((conflict) =>
      conflict
        .columns(["user_id", "subject", "version"])
        .doUpdateSet({ given_at: iso(nowUnixMs), withdrawn_at: null })
        .where("consent.withdrawn_at", "is not", null),
    )
    .execute();

/** Whether the user agrees to this version now: an older one does not count. */
export const hasConsent = async (db: AppDatabase, { userId, subject, version }: Omit<Asked, "nowUnixMs">): Promise<boolean> => {
  const all = db.query.selectFrom("consent").select("given_at").where("user_id", "=", userId).where("subject", "=", subject);
  return (await all.where("version", "=", version).where("withdrawn_at", "is", null).executeTakeFirst()) !== undefined;
};

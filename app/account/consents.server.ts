import type { AppDatabase } from "../server/database.server.ts";

/** What somebody agreed to: the words are found by subject and version. Times are ISO 8601 UTC. */
export type Consent = { subject: string; version: string; givenAt: string; withdrawnAt: string | null };

type Asked = { userId: string; subject: string; version: string; nowUnixMs?: number };
const iso = (unixMs: number) => new Date(unixMs).toISOString();

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

/** Records that the user takes back what they agreed to, in every version. */
export const withdrawConsent = (db: AppDatabase, { userId, subject, nowUnixMs = Date.now() }: Omit<Asked, "version">) =>
  db.query
    .updateTable("consent")
    .set({ withdrawn_at: iso(nowUnixMs) })
    .where("user_id", "=", userId)
    .where("subject", "=", subject)
    .where("withdrawn_at", "is", null)
    .execute();

/** Whether the user agrees to this version now: an older one does not count. */
export const hasConsent = async (db: AppDatabase, { userId, subject, version }: Omit<Asked, "nowUnixMs">): Promise<boolean> => {
  const all = db.query.selectFrom("consent").select("given_at").where("user_id", "=", userId).where("subject", "=", subject);
  return (await all.where("version", "=", version).where("withdrawn_at", "is", null).executeTakeFirst()) !== undefined;
};

/** Everything the user agreed to, what they took back as well. */
export const listConsents = (db: AppDatabase, { userId }: { userId: string }): Promise<Consent[]> =>
  db.query
    .selectFrom("consent")
    .select(["subject", "version", "given_at as givenAt", "withdrawn_at as withdrawnAt"])
    .where("user_id", "=", userId)
    .orderBy("subject")
    .orderBy("version")
    .execute();

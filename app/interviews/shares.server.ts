import type { Interview } from "../../contract/app-api.ts";
import type { ShareAsked } from "../../contract/share.ts";
import { countRequest } from "../limits/limits.server.ts";
import type { AppDatabase } from "../server/database.server.ts";
import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { newToken, sha256 } from "../server/secret.server.ts";
import { dayMs, iso } from "../server/time.server.ts";
import { findInterview, toInterview } from "./interviews.server.ts";
import { wordsDeletedAt } from "./retention.server.ts";

/**
 * Makes a link to an interview's report; answers the path of the page that it opens, or null where it is not the user's or its words are
 * deleted. Throws LimitedError.
 */
export const shareInterview = async (
  request: Request,
  app: App,
  { userId, id, days, withTranscript }: { userId: string; id: string } & ShareAsked,
): Promise<string | null> => {
  if (!(await findInterview(app.db, { id, userId })) || (await wordsDeletedAt(app.db, { id })) !== null) return null;
  await countRequest(request, app, { limit: "share", account: userId });
  const token = newToken();
  await app.db.query
    .insertInto("share")
    .values({
      token_hash: sha256(token),
      interview_id: id,
      with_transcript: withTranscript ? 1 : 0,
      created_at: iso(Date.now()),
      expires_at: iso(Date.now() + days * dayMs),
      revoked_at: null,
    })
    .execute();
  log("report.shared", { interviewId: id, days, withTranscript });
  return `/shared/${token}`;
};

const working = (db: AppDatabase) => db.query.selectFrom("share").where("revoked_at", "is", null).where("expires_at", ">", iso(Date.now()));

/** The links of an interview that work, the newest first. `id` is the hash: it names a link and opens nothing. */
export const listShares = async (
  db: AppDatabase,
  { interviewId }: { interviewId: string },
): Promise<{ id: string; createdAt: string; expiresAt: string; withTranscript: boolean }[]> => {
  const rows = await working(db)
    .select(["token_hash", "created_at", "expires_at", "with_transcript"])
    .where("interview_id", "=", interviewId)
    .orderBy("created_at", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.token_hash,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    withTranscript: row.with_transcript === 1,
  }));
};

/**
 * What a link opens, or null. It makes no difference whether the link never existed, has expired, was revoked, or belongs to deleted words
 * or a blocked account. Throws LimitedError.
 */
export const openShare = async (
  request: Request,
  app: App,
  { token }: { token: string },
): Promise<{ interview: Interview; withTranscript: boolean } | null> => {
  await countRequest(request, app, { limit: "shared", account: "" });
  const share = await working(app.db)
    .innerJoin("interview", "interview.id", "share.interview_id")
    .innerJoin("user", "user.id", "interview.user_id")
    .selectAll("interview")
    .select("with_transcript")
    .where("token_hash", "=", sha256(token))
    .where("words_deleted_at", "is", null)
    .where("blocked_at", "is", null)
    .executeTakeFirst();
  return share ? { interview: toInterview(share), withTranscript: share.with_transcript === 1 } : null;
};

/** Takes a link of the user's back, by its hash. Answers whether there was one. */
const revoke = async (db: AppDatabase, { userId, hash }: { userId: string; hash: string }): Promise<boolean> => {
  const own = db.query.selectFrom("interview").select("id").where("user_id", "=", userId);
  const row = await db.query
    .updateTable("share")
    .set({ revoked_at: iso(Date.now()) })
    .where("token_hash", "=", hash)
    .where("revoked_at", "is", null)
    .where("interview_id", "in", own)
    .returning("interview_id")
    .executeTakeFirst();
  if (row) log("report.unshared", { interviewId: row.interview_id });
  return row !== undefined;
};

export const revokeToken = (db: AppDatabase, { userId, token }: { userId: string; token: string }): Promise<boolean> =>
  revoke(db, { userId, hash: sha256(token) });

/** The same by what {@link listShares} calls it. */
export const revokeShare = (db: AppDatabase, { userId, id }: { userId: string; id: string }): Promise<boolean> =>
  revoke(db, { userId, hash: id });

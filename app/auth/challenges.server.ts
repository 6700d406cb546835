import type { AppDatabase } from "../server/database.server.ts";
import { newToken, sha256 } from "../server/secret.server.ts";
import { iso, minuteMs } from "../server/time.server.ts";

const lifeMs = 5 * minuteMs;

type Purpose = "PASSKEY" | "SIGN_IN" | "PROOF";
type Asked = { purpose: Purpose; userId: string | null };

/** Makes a challenge that can be answered once, within five minutes, by the one it was made for: 256 random bits as base64url. */
export const askChallenge = async (db: AppDatabase, { purpose, userId }: Asked): Promise<string> => {
  const challenge = newToken();
  await db.query
    .insertInto("challenge")
    .values({ hash: sha256(challenge), purpose, user_id: userId, expires_at: iso(Date.now() + lifeMs) })
    .execute();
  return challenge;
};

/** Uses a challenge up. Answers whether it was made for them, for this purpose, and was not used yet. */
export const takeChallenge = async (db: AppDatabase, challenge: string, { purpose, userId }: Asked): Promise<boolean> => {
  const taken = await db.query
    .deleteFrom("challenge")
    .where("hash", "=", sha256(challenge))
    .where("purpose", "=", purpose)
    .where("user_id", "is", userId)
    .where("expires_at", ">", iso(Date.now()))
    .returning("hash")
    .executeTakeFirst();
  return taken !== undefined;
};

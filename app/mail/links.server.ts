import { type Expression, sql } from "kysely";
import type { AppDatabase } from "../server/database.server.ts";
import { newToken, sha256 } from "../server/secret.server.ts";
import { iso, minuteMs } from "../server/time.server.ts";

/** How long a link of ours is good. */
export const linkLifeMs = 30 * minuteMs;
/** After a clock went back, links seem to come from the future. Those more than this far ahead are invalid. */
const clockSlackMs = minuteMs;

type LinkPurpose = "RESET" | "EMAIL";
const pathOf: Record<LinkPurpose, string> = { RESET: "/reset", EMAIL: "/confirm-email" };

/** Whether a letter of this kind brings a link. */
export const isLinkPurpose = (kind: string): kind is LinkPurpose => Object.hasOwn(pathOf, kind);

/**
 * Makes the link of a waiting letter, for the address that the letter goes to. The database keeps only the hash of its token. Null if the
 * letter was withdrawn meanwhile.
 */
export const makeLink = async (
  db: AppDatabase,
  { purpose, letterId, origin, nowUnixMs }: { purpose: LinkPurpose; letterId: string; origin: string; nowUnixMs: number },
): Promise<string | null> => {
  const token = newToken();
  const made = await db.query
    .insertInto("account_link")
    .columns(["token_hash", "purpose", "user_id", "email", "created_at", "expires_at"])
    .expression(
      db.query
        .selectFrom("mail")
        .select([
          sql<string>`${sha256(token)}`.as("hash"),
          sql<LinkPurpose>`${purpose}`.as("what"),
          sql<string>`user_id`.as("owner"),
          "recipient",
          sql<string>`${iso(nowUnixMs)}`.as("created"),
          sql<string>`${iso(nowUnixMs + linkLifeMs)}`.as("expires"),
        ])
        .where("id", "=", letterId)
        .where("user_id", "is not", null),
    )
    .returning("purpose")
    .executeTakeFirst();
  return made ? `${origin}${pathOf[purpose]}?token=${token}` : null;
};

/** The statements that void every link of an account: those that were mailed, and those in letters that are waiting. */
export const takeLinksBack = (db: AppDatabase, userId: Expression<string> | string) => [
  db.query.deleteFrom("account_link").where("user_id", "=", userId),
  db.query.deleteFrom("mail").where("user_id", "=", userId).where("kind", "in", Object.keys(pathOf)),
];

type Asked = { purpose: LinkPurpose; token: string };

/**
 * The link that a token is good for now, as a query others can be built on. Foreign, used and expired tokens have none, nor has one to
 * a new password that was mailed to an address which is not the account's any more.
 */
export const goodLink = (db: AppDatabase, { purpose, token }: Asked) =>
  db.query
    .selectFrom("account_link")
    .where("token_hash", "=", sha256(token))
    .where("purpose", "=", purpose)
    .where("expires_at", ">", iso(Date.now()))
    .where("created_at", "<=", iso(Date.now() + clockSlackMs))
    .where((row) => {
      const now = row.selectFrom("user").select("user.email").whereRef("user.id", "=", "account_link.user_id");
      return row.or([row("purpose", "!=", "RESET"), row("email", "=", now)]);
    });

/** Whose a link is and the address that it was mailed to, or null. */
export const findLink = async (db: AppDatabase, asked: Asked): Promise<{ userId: string; email: string } | null> =>
  (await goodLink(db, asked).select(["user_id as userId", "email"]).executeTakeFirst()) ?? null;

/** Forgets links that are over. */
export const forgetOldLinks = (db: AppDatabase, { nowUnixMs }: { nowUnixMs: number }) =>
  db.query.deleteFrom("account_link").where("expires_at", "<=", iso(nowUnixMs)).execute();

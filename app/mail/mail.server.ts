import { type AliasedExpression, sql } from "kysely";
import type { Letter } from "../../contract/mail.ts";
import { isNoticeTooMany } from "../limits/limits.server.ts";
import type { AppDatabase } from "../server/database.server.ts";
import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { isHere } from "../server/origin.server.ts";
import { askWorker } from "../server/worker.server.ts";
import { minuteMs } from "../server/time.server.ts";
import { type LetterKind, letters, type Letters } from "./letters.server.ts";
import { isLinkPurpose, makeLink } from "./links.server.ts";

/** How often a letter is tried, each time after twice as long: two hours in all. */
const mostTries = 8;
const atOnce = 20;

/** What is known of a letter when it is queued. Its link is made when it is sent, so that the database never holds one. */
export type Facts<Kind extends LetterKind> = Omit<Letters[Kind], "link">;
type Addressed<Kind extends LetterKind> = { kind: Kind; userId: string | null; recipient: string; facts: Facts<Kind> };

/** The statement that queues a letter for {@link deliverMail}, to be run together with what it reports. */
export const putAside = <Kind extends LetterKind>(db: AppDatabase, { kind, userId, recipient, facts }: Addressed<Kind>) =>
  db.query
    .insertInto("mail")
    .values({ id: crypto.randomUUID(), user_id: userId, recipient, kind, facts: JSON.stringify(facts), due_unix_ms: Date.now() });

/** The same for whoever a query of users finds, at the address it selects: nobody, where it finds nobody. */
export const putAsideFor = <Kind extends LetterKind>(
  db: AppDatabase,
  { kind, facts, found }: { kind: Kind; facts: Facts<Kind>; found: AliasedExpression<{ id: string | null; email: string }, "found"> },
) =>
  db.query
    .insertInto("mail")
    .columns(["id", "user_id", "recipient", "kind", "facts", "due_unix_ms"])
    .expression(
      db.query
        .selectFrom(found)
        .select([
          sql<string>`${crypto.randomUUID()}`.as("new_id"),
          "found.id",
          "found.email",
          sql<string>`${kind}`.as("kind"),
          sql<string>`${JSON.stringify(facts)}`.as("facts"),
          sql<number>`${Date.now()}`.as("due"),
        ]),
    );

type Due = { id: string; recipient: string; kind: string; facts: string; tries: number };

/**
 * Sends the letters that are due through the Worker. Each is taken by one deliverer at a time; one that cannot be sent is tried again
 * later, by the next delivery. Best done after the answer. Answers how many it took.
 */
export const deliverMail = async (app: App, { nowUnixMs = Date.now() }: { nowUnixMs?: number } = {}): Promise<number> => {
  const due = await takeDue(app.db, nowUnixMs);
  for (const mail of due) {
    const isDone = (await send(app, mail, nowUnixMs)) || mail.tries >= mostTries;
    if (isDone) await app.db.query.deleteFrom("mail").where("id", "=", mail.id).execute();
  }
  return due.length;
};

const takeDue = (db: AppDatabase, nowUnixMs: number): Promise<Due[]> =>
  db.query
    .updateTable("mail")
    .set({ tries: sql<number>`tries + 1`, due_unix_ms: sql<number>`${nowUnixMs} + (${minuteMs} << tries)` })
    .where("id", "in", db.query.selectFrom("mail").select("id").where("due_unix_ms", "<=", nowUnixMs).orderBy("due_unix_ms").limit(atOnce))
    .returning(["id", "recipient", "kind", "facts", "tries"])
    .execute();

/** Whether there is nothing more to do about a letter. */
const send = async (app: App, mail: Due, nowUnixMs: number): Promise<boolean> => {
  const { kind } = mail;
  // Whoever asks may name any host: only a configured origin goes into a letter.
  const origin = app.env.APP_ORIGIN;
  if (origin === undefined) return failed(mail, "APP_ORIGIN is not set");
  if (!isKind(kind)) return true;
  const purpose = isLinkPurpose(kind) ? kind : null;
  // An account's holder may do much to it, and its address may be somebody else's: notices to one address are bounded.
  if (purpose === null && mail.tries === 1 && (await isNoticeTooMany(app, mail))) return true;
  const link = purpose === null ? undefined : await makeLink(app.db, { purpose, letterId: mail.id, origin, nowUnixMs });
  if (link === null) return true;
  const facts = { ...(JSON.parse(mail.facts) as Letters[LetterKind]), link };
  const write = letters[kind] as (facts: object, origin: string) => Omit<Letter, "to">;
  const response = await askWorker(app, "/mail", {
    method: "POST",
    body: { to: mail.recipient, ...write(facts, origin) } satisfies Letter,
  });
  await response?.body?.cancel();
  if (response?.ok) return true;
  return failed(mail, response ? `the Worker answered ${response.status}` : "the Worker was not reached");
};

const isKind = (kind: string): kind is LetterKind => kind in letters;

const failed = ({ kind, tries }: Due, reason: string): false => {
  log("mail.failed", { kind, tries, reason, isGivenUp: tries >= mostTries });
  return false;
};

/**
 * Whether letters are written to the Worker's log and the person asking can read it: no sender is set, and both the app's origin and the
 * request's address are on this machine.
 */
export const isMailInLog = (request: Request, { env }: App): boolean =>
  env.MAIL_FROM === undefined && env.APP_ORIGIN !== undefined && isHere(new URL(env.APP_ORIGIN)) && isHere(new URL(request.url));

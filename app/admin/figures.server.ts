import { sql } from "kysely";
import { costUsd, usageByDay } from "../interviews/cost.server.ts";
import type { AppDatabase } from "../server/database.server.ts";
import type { App } from "../server/load-context.server.ts";
import { dayMs, iso } from "../server/time.server.ts";

const shownDays = 30;

const dayIn = (column: string) => sql<string>`substr(${sql.ref(column)}, 1, 10)`;
const count = sql<number>`count(*)`.as("count");

/** One day, UTC: how many interviews came out how, the minutes that they took, how often they went over to another session of Gemini, and what they cost. */
export type Day = { day: string; outcomes: Record<string, number>; minutes: number; handovers: number; usd: number };
/** How many there are of each kind of something. */
type Tally = { name: string; count: number }[];
/** Milliseconds from the end of an answer to the interviewer's voice: half are below `p50`. */
type ResponseTimes = { answers: number; p50: number; p95: number; p99: number } | null;

export type Figures = {
  days: Day[];
  endings: Tally;
  failures: Tally;
  reports: Tally;
  responseTimes: ResponseTimes;
  waiting: { what: string; count: number; oldestMinutes: number }[];
};

/** What the operator's page shows of everybody: numbers, and no word of any interview. */
export const figuresOf = async (app: App): Promise<Figures> => {
  const nowUnixMs = Date.now();
  const since = iso(nowUnixMs - (shownDays - 1) * dayMs).slice(0, 10);
  const [days, endings, failures, reports, responseTimes, waiting] = await Promise.all([
    daysSince(app, since, nowUnixMs),
    tally(app.db, "interview", "end_reason", since),
    tally(app.db, "feedback", "failure", since),
    tally(app.db, "feedback", "state", since),
    responseTimesSince(app.db, iso(nowUnixMs - 7 * dayMs)),
    waitingNow(app.db, nowUnixMs),
  ]);
  return { days, endings, failures, reports, responseTimes, waiting };
};

const tally = async ({ query }: AppDatabase, table: "interview" | "feedback", column: string, since: string): Promise<Tally> => {
  const found = await sql<Tally[number]>`
    select ${sql.ref(column)} as name, count(*) as count from ${sql.table(table)}
    where created_at >= ${since} and ${sql.ref(column)} is not null group by 1 order by 2 desc`.execute(query);
  return found.rows;
};

const daysSince = async ({ db, env }: App, since: string, nowUnixMs: number): Promise<Day[]> => {
  const longest = env.MAX_SESSION_SECONDS / 60;
  const all = Array.from({ length: shownDays }, (_, at) => iso(Date.parse(since) + at * dayMs).slice(0, 10));
  const outcomes = await db.query
    .selectFrom("interview")
    .select([dayIn("created_at").as("day"), "status", count])
    .where("created_at", ">=", since)
    .groupBy(["day", "status"])
    .execute();
  const minutes = await db.query
    .selectFrom("interview")
    .select([
      dayIn("started_at").as("day"),
      sql<number>`sum(min(${longest}, max(0, julianday(coalesce(ended_at, started_at)) - julianday(started_at)) * 1440))`.as("minutes"),
      sql<number>`coalesce(sum(handovers), 0)`.as("handovers"),
    ])
    .where("started_at", ">=", since)
    .groupBy("day")
    .execute();
  const uses = await usageByDay(db, { from: `${since}T00:00:00.000Z`, nowUnixMs, longestMinutes: longest });
  return all.map((day) => ({
    day,
    outcomes: Object.fromEntries(outcomes.filter((it) => it.day === day).map(({ status, count }) => [status, count])),
    minutes: minutes.find((it) => it.day === day)?.minutes ?? 0,
    handovers: minutes.find((it) => it.day === day)?.handovers ?? 0,
    usd: costUsd(uses.get(day), { model: env.GEMINI_LIVE_MODEL, at: day }),
  }));
};

/** Of the newest interviews whose answers were timed: from where the candidate stopped to where the interviewer began. */
const responseTimesSince = async (db: AppDatabase, since: string): Promise<ResponseTimes> => {
  const recent = db.query
    .selectFrom("interview")
    .select("id")
    .where("created_at", ">=", since)
    .where("status", "=", "COMPLETED")
    .orderBy("created_at", "desc")
    .limit(100);
  const turns = db.query
    .selectFrom("transcript_entry")
    .where("interview_id", "in", recent)
    .select([
      "speaker",
      sql<number | null>`speech ->> 'startMs'`.as("starts"),
      sql<string | null>`lag(speaker) over (partition by interview_id order by timestamp)`.as("before"),
      sql<number | null>`lag(speech ->> 'endMs') over (partition by interview_id order by timestamp)`.as("ends"),
    ]);
  const waits = await db.query
    .selectFrom(turns.as("turn"))
    .select(sql<number>`starts - ends`.as("ms"))
    .where("speaker", "=", "AI")
    .where("before", "=", "USER")
    .where(sql<boolean>`starts >= ends`)
    .orderBy("ms")
    .execute();
  const at = (share: number) => Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]?.ms ?? 0);
  return waits.length === 0 ? null : { answers: waits.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
};

/** What should be done by now and is not: the outboxes of the app, interviews that nobody ended, reports that nobody made. */
const waitingNow = async (db: AppDatabase, nowUnixMs: number): Promise<Figures["waiting"]> => {
  const ageOf = (since: number | null) => (since === null ? 0 : Math.max(0, Math.round((nowUnixMs - since) / 60_000)));
  const oldest = (column: string) => sql<number | null>`min(${sql.ref(column)})`.as("since");
  const oldestTime = (column: string) => sql<string | null>`min(${sql.ref(column)})`.as("since");
  const due = ({ count, since }: { count: number; since: number | null }, what: string) => ({ what, count, oldestMinutes: ageOf(since) });
  const begun = ({ count, since }: { count: number; since: string | null }, what: string) => ({
    what,
    count,
    oldestMinutes: ageOf(since === null ? null : Date.parse(since)),
  });
  const [mail, erasures, interviews, reports] = await Promise.all([
    db.query
      .selectFrom("mail")
      .select([count, oldest("due_unix_ms")])
      .where("due_unix_ms", "<=", nowUnixMs)
      .executeTakeFirstOrThrow(),
    db.query
      .selectFrom("erasure")
      .select([count, oldest("due_unix_ms")])
      .where("due_unix_ms", "<=", nowUnixMs)
      .executeTakeFirstOrThrow(),
    db.query
      .selectFrom("interview")
      .select([count, oldestTime("started_at")])
      .where("started_at", ">=", iso(nowUnixMs - shownDays * dayMs))
      .where("status", "=", "IN_PROGRESS")
      .executeTakeFirstOrThrow(),
    db.query
      .selectFrom("feedback")
      .select([count, oldestTime("created_at")])
      .where("created_at", ">=", iso(nowUnixMs - shownDays * dayMs))
      .where("state", "in", ["QUEUED", "WORKING"])
      .executeTakeFirstOrThrow(),
  ]);
  return [
    due(mail, "Letters"),
    due(erasures, "Erasures at the Worker"),
    begun(interviews, "Interviews that run"),
    begun(reports, "Reports in the making"),
  ];
};

import { type SelectQueryBuilder, sql } from "kysely";
import * as z from "zod";
import type { Interview } from "../../contract/app-api.ts";
import type { Database } from "../../migrations/schema.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { toInterview } from "./interviews.server.ts";

/** Where a page of the history ended: the last row's keys. Opaque to clients as base64url of JSON. */
export type Cursor = { createdAt: string; id: string };

const keys = z.tuple([z.iso.datetime({ precision: 3 }), z.uuid()]);

export const encodeCursor = ({ createdAt, id }: Cursor): string =>
  btoa(JSON.stringify([createdAt, id]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** Answers null for anything that {@link encodeCursor} did not make. */
export const decodeCursor = (text: string): Cursor | null => {
  try {
    const [createdAt, id] = keys.parse(JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/"))));
    return { createdAt, id };
  } catch {
    return null;
  }
};

type Asked = { userId: string; cursor: Cursor | null; limit: number; search?: string; isBegun?: boolean };

/** One page of a user's interviews, newest first; with a search those whose role or company holds it, with `isBegun` those that were. `nextCursor` is null on the last. */
export const listInterviews = async (
  db: AppDatabase,
  { userId, cursor, limit, search = "", isBegun = false }: Asked,
): Promise<{ interviews: Interview[]; nextCursor: string | null }> => {
  let asked = db.query
    .selectFrom("interview")
    .selectAll()
    .where("user_id", "=", userId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (cursor) asked = asked.where((row) => row(row.refTuple("created_at", "id"), "<", row.tuple(cursor.createdAt, cursor.id)));
  if (isBegun) asked = asked.where("started_at", "is not", null);
  if (search)
    asked = asked.where((row) =>
      row.or(
        spellingsOf(search).map(
          (it) => sql<boolean>`instr(lower(role || char(10) || coalesce(setup ->> '$.company', '')), lower(${it})) > 0`,
        ),
      ),
    );
  const rows = await asked.execute();
  const interviews = rows.slice(0, limit).map(toInterview);
  const last = interviews.at(-1);
  return { interviews, nextCursor: rows.length > limit && last ? encodeCursor(last) : null };
};

/**
 * How words may be written with small letters and capitals: the database tells only those of ASCII as the same. In Turkish other letters are
 * the same than elsewhere.
 */
const spellingsOf = (words: string): string[] => [
  ...new Set(
    ["en", "tr"].flatMap((language) => {
      const [small, capitals] = [words.toLocaleLowerCase(language), words.toLocaleUpperCase(language)];
      const begun = (first: RegExp) => small.replace(first, (letter) => letter.toLocaleUpperCase(language));
      return [words, small, capitals, begun(/^\p{L}/u), begun(/(?<!\p{L})\p{L}/gu)];
    }),
  ),
];

/** Written into the statement, which takes at most 100 parameters, and as many ids. */
const user = sql.lit<"USER">("USER");

/**
 * A query of how many answers each of some interviews holds: what the candidate said between two turns of the interviewer, of whom an
 * "mm-hm" of under a second is none, if it has no question mark (app/feedback/delivery/answers.ts). Interviews without any are left out.
 */
export const countedAnswers = (db: AppDatabase, interviewIds: string[] | SelectQueryBuilder<Database, "interview", { id: string }>) => {
  const turns = db.query
    .selectFrom("transcript_entry")
    .select(["interview_id", "speaker"])
    .select(sql<string | null>`lag(speaker) over (partition by interview_id order by timestamp)`.as("earlier"))
    .where((row) => row("interview_id", "in", interviewIds))
    .where(
      sql<boolean>`(speaker = 'USER' or coalesce((speech ->> '$.endMs') - (speech ->> '$.startMs'), 1000) >= 1000 or content glob '*[' || char(63, 65311, 1567) || ']*')`,
    );
  return db.query
    .selectFrom(turns.as("turn"))
    .select(["interview_id", (row) => row.fn.countAll<number>().as("answers")])
    .where("speaker", "=", user)
    .where("earlier", "is distinct from", user)
    .groupBy("interview_id");
};

/** How many answers each of some interviews, at most 100, holds. */
export const countAnswers = async (db: AppDatabase, interviewIds: string[]): Promise<Map<string, number>> => {
  if (interviewIds.length === 0) return new Map();
  const rows = await countedAnswers(db, interviewIds).execute();
  return new Map(rows.map(({ interview_id, answers }) => [interview_id, answers]));
};

import { sql } from "kysely";
import { mayMove } from "../../machines/status.ts";
import type * as z from "zod";
import { type Interview, type TranscriptEntry, type transcriptSubmission } from "../../contract/app-api.ts";
import { statuses } from "../../contract/vocabulary.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { findInterview } from "./interviews.server.ts";

/** D1 refuses a value over 2,000,000 bytes. */
const chunkBytes = 1_900_000;

const completable = statuses.filter((status) => mayMove(status, "COMPLETED", "worker"));

export const listTranscript = (db: AppDatabase, { interviewId }: { interviewId: string }): Promise<TranscriptEntry[]> =>
  db.query
    .selectFrom("transcript_entry")
    .select(["speaker", "content", "timestamp"])
    .where("interview_id", "=", interviewId)
    .orderBy("timestamp")
    .execute();

export const hasEntries = async (db: AppDatabase, { interviewId }: { interviewId: string }): Promise<boolean> =>
  (await db.query
    .selectFrom("transcript_entry")
    .select("timestamp")
    .where("interview_id", "=", interviewId)
    .limit(1)
    .executeTakeFirst()) !== undefined;

type Submission = z.output<typeof transcriptSubmission> & { interviewId: string };

/**
 * Adds the entries that are new, of an interview whose words are kept, and completes it unless it has ended, in one transaction; `added`
 * is how many were new. Answers null for an interview that does not exist. Each chunk of entries is one bound parameter: a statement
 * takes at most 100.
 */
export const storeTranscript = async (
  db: AppDatabase,
  { interviewId, transcript, endedAt, endReason, session, usage, handovers }: Submission,
): Promise<{ interview: Interview; added: number } | null> => {
  const ended = db.query.updateTable("interview").where("id", "=", interviewId);
  const insertions = chunksOf(transcript).map((chunk) => insertion(db, interviewId, chunk));
  const measured = {
    ...(session && { session: JSON.stringify(session) }),
    ...(usage && { usage: JSON.stringify(usage) }),
    ...(handovers !== undefined && { handovers }),
  };
  const results = await db.batch([
    ...insertions,
    ended.set({ end_reason: endReason }).where("end_reason", "is", null),
    ended.set({ status: "COMPLETED", ended_at: endedAt }).where("status", "in", completable),
    ...(Object.keys(measured).length > 0 ? [ended.set(measured)] : []),
  ]);
  const interview = await findInterview(db, { id: interviewId, userId: null });
  return interview && { interview, added: results.slice(0, insertions.length).reduce((sum, { meta }) => sum + meta.changes, 0) };
};

const insertion = (db: AppDatabase, interviewId: string, json: string) =>
  db.query
    .insertInto("transcript_entry")
    .columns(["interview_id", "timestamp", "speaker", "content", "speech", "is_typed"])
    .expression(
      db.query
        .selectFrom(["interview", sql<{ value: string }>`json_each(${json})`.as("entry")])
        .select(["interview.id", field("timestamp"), field("speaker"), field("content"), field("speech"), field("isTyped")])
        .where("interview.id", "=", interviewId)
        .where("interview.words_deleted_at", "is", null),
    )
    .onConflict((conflict) => conflict.doNothing());

type Field = { timestamp: string; speaker: "USER" | "AI"; content: string; speech: string | null; isTyped: 0 | 1 | null };

const field = <Name extends keyof Field>(name: Name) => sql<Field[Name]>`entry.value ->> ${sql.lit(name)}`.as(name);

const encoder = new TextEncoder();

/** Entries as JSON lists, each small enough for one database value. */
export const chunksOf = (transcript: readonly object[]): string[] => {
  const lists: string[][] = [];
  let room = 0;
  for (const entry of transcript) {
    const json = JSON.stringify(entry);
    const bytes = encoder.encode(json).length + 1;
    if (bytes > room || lists.length === 0) {
      lists.push([]);
      room = chunkBytes;
    }
    lists.at(-1)?.push(json);
    room -= bytes;
  }
  return lists.map((list) => `[${list.join(",")}]`);
};

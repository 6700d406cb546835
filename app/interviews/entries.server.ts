import { speech, session } from "../../contract/app-api.ts";
import type { InputEntry, ReportInput } from "../../contract/report.ts";
import type { Interview } from "../../contract/app-api.ts";
import { knownSetup } from "../../contract/setup.ts";
import type { AppDatabase } from "../server/database.server.ts";

/** Every entry of an interview with how it was said and its newest correction, by time. */
export const listEntries = async (db: AppDatabase, { interviewId }: { interviewId: string }): Promise<InputEntry[]> => {
  const rows = await db.query
    .selectFrom("transcript_entry")
    .select(["speaker", "content", "timestamp", "speech", "is_typed"])
    .where("interview_id", "=", interviewId)
    .orderBy("timestamp")
    .execute();
  const corrections = await listCorrections(db, { interviewId });
  return rows.map(({ speaker, content, timestamp, speech: said, is_typed }) => {
    const text = corrections.get(timestamp);
    return {
      speaker,
      content,
      timestamp,
      speech: said === null ? null : speech.parse(JSON.parse(said)),
      isTyped: is_typed === 1,
      correction: text === undefined ? null : { text },
    };
  });
};

/** The newest correction of each entry that has one, by the entry's timestamp; null: not the candidate's words. */
const listCorrections = async (db: AppDatabase, { interviewId }: { interviewId: string }): Promise<Map<string, string | null>> => {
  const rows = await db.query
    .selectFrom("transcript_correction")
    .select(["timestamp", "text"])
    .where("interview_id", "=", interviewId)
    .orderBy("created_at")
    .execute();
  return new Map(rows.map(({ timestamp, text }) => [timestamp, text]));
};

/** What a report of the interview is made from. */
export const readReportInput = async (db: AppDatabase, interview: Interview): Promise<ReportInput> => {
  const { id: interviewId } = interview;
  const row = await db.query.selectFrom("interview").select("session").where("id", "=", interviewId).executeTakeFirst();
  return {
    setup: knownSetup.parse(interview),
    entries: await listEntries(db, { interviewId }),
    session: row?.session ? session.parse(JSON.parse(row.session)) : null,
  };
};

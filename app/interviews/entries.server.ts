import { speech, session } from "../../contract/app-api.ts";
import type { InputEntry, ReportInput } from "../../contract/report.ts";
import type { Interview } from "../../contract/app-api.ts";
import { knownSetup } from "../../contract/setup.ts";
import { readable } from "../../contract/text.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { stored } from "../server/stored.server.ts";

/** What a report of the interview is made from. */
export const readReportInput = async (db: AppDatabase, interview: Interview): Promise<ReportInput> => {
  const inputs = await readReportInputs(db, [interview]);
  return inputs.get(interview.id) ?? { setup: knownSetup.parse(interview), entries: [], session: null };
};

/** The same of several interviews, at most 100, by their ids. */
export const readReportInputs = async (db: AppDatabase, interviews: Interview[]): Promise<Map<string, ReportInput>> => {
  const ids = interviews.map(({ id }) => id);
  const [sessions, entries] = await Promise.all([
    db.query.selectFrom("interview").select(["id", "session"]).where("id", "in", ids).execute(),
    listEntries(db, ids),
  ]);
  const sessionOf = new Map(sessions.map((row) => [row.id, row.session]));
  return new Map(
    interviews.map((interview) => [
      interview.id,
      {
        setup: knownSetup.parse(interview),
        entries: entries.get(interview.id) ?? [],
        session: stored(session, sessionOf.get(interview.id)),
      },
    ]),
  );
};

/** Every entry of interviews, as it can be read, with how it was said and its newest correction, by time. */
const listEntries = async (db: AppDatabase, interviewIds: string[]): Promise<Map<string, InputEntry[]>> => {
  const rows = await db.query
    .selectFrom("transcript_entry")
    .select(["interview_id", "speaker", "content", "timestamp", "speech", "is_typed"])
    .where("interview_id", "in", interviewIds)
    .orderBy("timestamp")
    .execute();
  const corrections = await listCorrections(db, interviewIds);
  const entries = new Map<string, InputEntry[]>(interviewIds.map((id) => [id, []]));
  for (const { interview_id, speaker, content, timestamp, speech: said, is_typed } of rows) {
    const text = corrections.get(`${interview_id} ${timestamp}`);
    entries.get(interview_id)?.push({
      speaker,
      content: readable(content),
      timestamp,
      speech: stored(speech, said),
      isTyped: is_typed === 1,
      correction: text === undefined ? null : { text: text && readable(text) },
    });
  }
  return entries;
};

/** The newest correction of each entry that has one, by the entry's interview and timestamp; null: not the candidate's words. */
const listCorrections = async (db: AppDatabase, interviewIds: string[]): Promise<Map<string, string | null>> => {
  const rows = await db.query
    .selectFrom("transcript_correction")
    .select(["interview_id", "timestamp", "text"])
    .where("interview_id", "in", interviewIds)
    .orderBy("created_at")
    .execute();
  return new Map(rows.map(({ interview_id, timestamp, text }) => [`${interview_id} ${timestamp}`, text]));
};

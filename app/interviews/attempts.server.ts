import type { Interview } from "../../contract/app-api.ts";
import { type Feedback, type Report, report, type ReportInput } from "../../contract/report.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { readReportInputs } from "./entries.server.ts";
import { counts, reportNow } from "./feedback.server.ts";
import { toInterview } from "./interviews.server.ts";
import { stored } from "../server/stored.server.ts";

/** The most attempts that a page compares; each is read with its transcript. */
const mostAttempts = 20;

/** An interview that is over, as it is stored: app/feedback/progress/attempt.ts is what a page makes of it. */
type StoredAttempt = {
  interview: Pick<Interview, "id" | "role" | "company" | "language" | "createdAt" | "startedAt">;
  input: ReportInput;
  report: Report | null;
  versions: Pick<Feedback, "model" | "promptVersion" | "rubricVersion">;
};

/** A user's newest interviews that are over and had an answer, the newest first, each with what was said and its newest report. */
export const listAttempts = async (db: AppDatabase, { userId }: { userId: string }): Promise<StoredAttempt[]> => {
  const interviews = (await newestOver(db, userId)).map(toInterview);
  const [inputs, reports] = await Promise.all([readReportInputs(db, interviews), newestReports(db, interviews)]);
  return interviews.flatMap((interview) => {
    const { id, role, company, language, createdAt, startedAt } = interview;
    const input = inputs.get(id);
    const written = reports.get(id);
    return input
      ? [
          {
            interview: { id, role, company, language, createdAt, startedAt },
            input,
            report: written ? reportNow(input, written).report : null,
            versions: {
              model: written?.model_version ?? written?.model ?? null,
              promptVersion: written?.prompt_version ?? null,
              rubricVersion: written?.rubric_version ?? null,
            },
          },
        ]
      : [];
  });
};

/** The newest reports of a user's newest interviews. A transcript is read only if some of it was corrected. */
export const listReports = async (db: AppDatabase, { userId }: { userId: string }) => {
  const interviews = (await newestOver(db, userId)).map(toInterview);
  const [reports, inputs] = await Promise.all([newestReports(db, interviews), readReportInputs(db, await corrected(db, interviews))]);
  return interviews.map((interview) => {
    const [written, input] = [reports.get(interview.id), inputs.get(interview.id)];
    return { interview, report: written && input ? reportNow(input, written).report : stored(report, written?.report) };
  });
};

/** A user's newest interviews that are over and in which the candidate said something: the others have nothing to compare. */
const newestOver = (db: AppDatabase, userId: string) =>
  db.query
    .selectFrom("interview")
    .selectAll()
    .where("user_id", "=", userId)
    .where("status", "in", ["COMPLETED", "ERROR"])
    .where((row) => {
      const said = row.selectFrom("transcript_entry").select("timestamp").where("speaker", "=", "USER");
      return row.exists(said.whereRef("transcript_entry.interview_id", "=", "interview.id"));
    })
    .orderBy("created_at", "desc")
    .limit(mostAttempts)
    .execute();

/** The version of each interview's report that counts, by the interview's id; none where it has no report. */
const newestReports = async (db: AppDatabase, interviews: { id: string }[]) => {
  const rows = await db.query
    .selectFrom("feedback")
    .select(["interview_id", "state", "report", "checks", "model", "model_version", "prompt_version", "rubric_version"])
    .where(
      "interview_id",
      "in",
      interviews.map(({ id }) => id),
    )
    .where(counts)
    .orderBy("version")
    .execute();
  return new Map(rows.map((row) => [row.interview_id, row]));
};

/** The interviews of which a line was corrected or taken back. */
const corrected = async (db: AppDatabase, interviews: Interview[]): Promise<Interview[]> => {
  const ids = interviews.map(({ id }) => id);
  const rows = await db.query
    .selectFrom("transcript_correction")
    .select("interview_id")
    .distinct()
    .where("interview_id", "in", ids)
    .execute();
  return interviews.filter(({ id }) => rows.some((row) => row.interview_id === id));
};

import type { Interview } from "../../contract/app-api.ts";
import { type Feedback, type Report, report, type ReportInput } from "../../contract/report.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { readReportInputs } from "./entries.server.ts";
import { toInterview } from "./interviews.server.ts";
import { stored } from "./stored.server.ts";

/** As many as a page compares; each brings its transcript along. */
const mostTold = 20;

export type ToldInterview = {
  interview: Pick<Interview, "id" | "role" | "company" | "language" | "createdAt" | "startedAt">;
  input: ReportInput;
  report: Report | null;
  versions: Pick<Feedback, "model" | "promptVersion" | "rubricVersion">;
};

/** A user's newest interviews that are over, the newest first, each with what was said and its newest report. */
export const listTold = async (db: AppDatabase, { userId }: { userId: string }): Promise<ToldInterview[]> => {
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
            report: stored(report, written?.report),
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

/** The newest reports of a user's newest interviews, without what was said. */
export const listReports = async (db: AppDatabase, { userId }: { userId: string }) => {
  const interviews = (await newestOver(db, userId)).map(toInterview);
  const reports = await newestReports(db, interviews);
  return interviews.map((interview) => ({ interview, report: stored(report, reports.get(interview.id)?.report) }));
};

const newestOver = (db: AppDatabase, userId: string) =>
  db.query
    .selectFrom("interview")
    .selectAll()
    .where("user_id", "=", userId)
    .where("status", "in", ["COMPLETED", "ERROR"])
    .orderBy("created_at", "desc")
    .limit(mostTold)
    .execute();

const newestReports = async (db: AppDatabase, interviews: { id: string }[]) => {
  const rows = await db.query
    .selectFrom("feedback")
    .select(["interview_id", "report", "model", "model_version", "prompt_version", "rubric_version"])
    .where(
      "interview_id",
      "in",
      interviews.map(({ id }) => id),
    )
    .where("report", "is not", null)
    .orderBy("version")
    .execute();
  return new Map(rows.map((row) => [row.interview_id, row]));
};

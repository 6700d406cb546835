import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import { checks, type Feedback, report, type ReportInput } from "../../contract/report.ts";
import type { ReportState } from "../../contract/vocabulary.ts";
import type { Database } from "../../migrations/schema.ts";
import { hold } from "../../report/hold.ts";
import { hashInput } from "../../report/input-hash.ts";
import { countLeftOut } from "../../report/left-out.ts";
import type { Interview } from "../../contract/app-api.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { readReportInput } from "./entries.server.ts";
import { stored } from "../server/stored.server.ts";

/** How many versions of a report are kept: older ones are deleted, except the one that is shown where all of these failed. */
const keptVersions = 5;

export const unfinished = ["QUEUED", "WORKING", "PARTIAL"] as const satisfies ReportState[];

type Row = Selectable<Database["feedback"]>;

/** Every kept version of an interview's report, the newest first. */
export const listVersions = (db: AppDatabase, { interviewId }: { interviewId: string }): Promise<Row[]> =>
  db.query.selectFrom("feedback").selectAll().where("interview_id", "=", interviewId).orderBy("version", "desc").execute();

/** States of a version that found nothing to write about. Reports before it are about words that no longer count. */
const empty = ["SILENT", "TOO_SHORT"] as const satisfies ReportState[];

/** The versions that say something, in a query: a report, or that there is nothing to write about. The newest of them is shown. */
export const counts = (row: ExpressionBuilder<Database, "feedback">) => row.or([row("report", "is not", null), row("state", "in", empty)]);

/** Adds a version to be made, which becomes the current one and replaces one that is waiting with nothing to show. Answers its job's id. */
export const queueReport = async (db: AppDatabase, { interviewId }: { interviewId: string }): Promise<string> => {
  const jobId = crypto.randomUUID();
  const now = new Date().toISOString();
  const versions = db.query.selectFrom("feedback").where("interview_id", "=", interviewId);
  const next = versions.select(sql<number>`coalesce(max(version), 0) + 1`.as("version"));
  const counting = versions.select(({ fn }) => fn.max("version").as("version")).where(counts);
  await db.batch([
    db.query
      .insertInto("feedback")
      .values({ id: crypto.randomUUID(), interview_id: interviewId, version: next, job_id: jobId, created_at: now, asked_at: now }),
    db.query
      .deleteFrom("feedback")
      .where("interview_id", "=", interviewId)
      .where("job_id", "!=", jobId)
      .where("state", "in", ["QUEUED", "WORKING"])
      .where("report", "is", null),
    db.query
      .deleteFrom("feedback")
      .where("interview_id", "=", interviewId)
      .where("version", "<=", versions.select(sql<number>`max(version) - ${sql.lit(keptVersions)}`.as("version")))
      .where("version", "is not", counting),
  ]);
  return jobId;
};

/** The version that is shown, of all versions newest first: the newest with a report, unless a newer one found nothing to write about. */
const shownOf = (versions: Row[]): Row | undefined => {
  const last = versions.find(({ report, state }) => report !== null || (empty as readonly string[]).includes(state));
  return last?.report ? last : versions[0];
};

export type Written = Pick<Row, "report" | "checks">;

/** A report as it may be shown now: only with quotes that are still the candidate's words. */
export const reportNow = (input: ReportInput, row: Written): Pick<Feedback, "report" | "checks"> => {
  const [written, counted] = [stored(report, row.report), stored(checks, row.checks)];
  return written && counted ? hold(input, { report: written, checks: counted }) : { report: written, checks: counted };
};

/** An interview's report as its owner reads it, and how far the newest version is. */
export const readFeedback = async (db: AppDatabase, interview: Interview): Promise<Feedback> => {
  const versions = await listVersions(db, { interviewId: interview.id });
  const newest = versions[0];
  const shown = shownOf(versions);
  if (!newest || !shown) return nothing;
  const input = await readReportInput(db, interview);
  const isStale = shown.input_hash !== null && shown.input_hash !== (await hashInput(input));
  const now = reportNow(input, shown);
  return {
    state: newest.state,
    failure: newest.failure,
    attempt: newest.attempt,
    nextAt: newest.next_at,
    version: shown.version,
    isUnsure: shown.state === "UNSURE_TRANSCRIPT",
    isStale,
    ...now,
    leftOut: now.report ? countLeftOut(input.entries, now.report) : 0,
    model: shown.model,
    modelVersion: shown.model_version,
    promptVersion: shown.prompt_version,
    rubricVersion: shown.rubric_version,
    createdAt: shown.created_at,
    begunAt: newest.created_at,
  };
};

const nothing: Feedback = {
  state: "NONE",
  failure: null,
  attempt: 0,
  nextAt: null,
  version: 0,
  isUnsure: false,
  isStale: false,
  report: null,
  leftOut: 0,
  checks: null,
  model: null,
  modelVersion: null,
  promptVersion: null,
  rubricVersion: null,
  createdAt: null,
  begunAt: null,
};

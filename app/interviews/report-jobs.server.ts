import { costMicros } from "../../contract/prices.ts";
import type * as z from "zod";
import type { Interview } from "../../contract/app-api.ts";
import type { Feedback, ReportInput, reportResult } from "../../contract/report.ts";
import { countRequest } from "../limits/limits.server.ts";
import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { readReportInput } from "./entries.server.ts";
import { listVersions, queueReport, readFeedback, unfinished } from "./feedback.server.ts";
import { findInterview } from "./interviews.server.ts";
import { wordsDeletedAt } from "./retention.server.ts";
import { hasEntries } from "./transcripts.server.ts";
import { askForReport } from "./worker-api.server.ts";

/** The Worker is asked again for a job that has not begun this long after it was asked for. */
const beganMs = 10_000;
/** A job that has begun and says nothing for this long is asked for again: it waits an hour at most, and works for minutes. */
const silentMs = 2 * 60 * 60 * 1000;

/**
 * Has the report made if there is none (of a failed interview only if it has words), or made again if the transcript has grown since it
 * was begun. If this fails, the delivery is repeated and then adds nothing, but still gets here.
 */
export const beginReport = async (app: App, { id, status }: Interview, { added }: { added: number }): Promise<void> => {
  const [newest] = await listVersions(app.db, { interviewId: id });
  const isDue =
    newest === undefined
      ? status === "COMPLETED" || (await hasEntries(app.db, { interviewId: id }))
      : added > 0 && newest.state !== "QUEUED";
  if (!isDue || (await areWordsDeleted(app, id))) return;
  const jobId = await queueReport(app.db, { interviewId: id });
  app.afterAnswer(askForReport(app, { interviewId: id, jobId }));
};

const areWordsDeleted = async ({ db }: App, id: string) => (await wordsDeletedAt(db, { id })) !== null;

type Remade = { outcome: "made" | "missing" | "notOver" };

/** Has the owner's report made again. "missing" means that the interview, or its words, do not exist. Throws LimitedError. */
export const remakeReport = async (request: Request, app: App, { userId, id }: { userId: string; id: string }): Promise<Remade> => {
  const interview = await findInterview(app.db, { id, userId });
  if (!interview) return { outcome: "missing" };
  if (interview.status !== "COMPLETED" && interview.status !== "ERROR") return { outcome: "notOver" };
  if (await areWordsDeleted(app, id)) return { outcome: "missing" };
  await countRequest(request, app, { limit: "report", account: userId });
  await countRequest(request, app, { limit: "reportOfInterview", account: id });
  const jobId = await queueReport(app.db, { interviewId: id });
  log("report.asked", { interviewId: id });
  app.afterAnswer(askForReport(app, { interviewId: id, jobId }));
  return { outcome: "made" };
};

/** The report as its owner reads it. If the Worker seems not to know its job, it is told again. */
export const followReport = async (app: App, interview: Interview): Promise<Feedback> => {
  const [newest] = await listVersions(app.db, { interviewId: interview.id });
  const waitedMs = Date.now() - Date.parse(newest?.asked_at ?? "");
  if (newest && isUnfinished(newest.state) && waitedMs > (newest.state === "QUEUED" ? beganMs : silentMs)) {
    const job = app.db.query.updateTable("feedback").where("job_id", "=", newest.job_id);
    await job.set({ asked_at: new Date().toISOString() }).execute();
    app.afterAnswer(askForReport(app, { interviewId: interview.id, jobId: newest.job_id }));
  }
  return readFeedback(app.db, interview);
};

const isUnfinished = (state: string): boolean => (unfinished as readonly string[]).includes(state);

export type Opened = { outcome: "opened"; input: ReportInput } | { outcome: "missing" | "superseded" };

/**
 * What a job works from, if it is the interview's current one and has not ended. From then on it counts as begun. The Worker makes one job
 * at a time: if a superseded one asks, it may have been asked for last, so the Worker is asked for the current one again.
 */
export const openJob = async (app: App, { id, jobId }: { id: string; jobId: string }): Promise<Opened> => {
  const { db } = app;
  const interview = await findInterview(db, { id, userId: null });
  if (!interview) return { outcome: "missing" };
  const [newest] = await listVersions(db, { interviewId: id });
  const current = newest && isUnfinished(newest.state) ? newest.job_id : null;
  if (current !== jobId) {
    if (current !== null) app.afterAnswer(askForReport(app, { interviewId: id, jobId: current }));
    return { outcome: "superseded" };
  }
  await db.query.updateTable("feedback").set({ state: "WORKING" }).where("job_id", "=", jobId).where("state", "=", "QUEUED").execute();
  return { outcome: "opened", input: await readReportInput(db, interview) };
};

export type Taken = { outcome: "taken" | "missing" | "superseded" };

/** Keeps what a job has made so far. */
export const takeResult = async (app: App, { id, result }: { id: string; result: z.output<typeof reportResult> }): Promise<Taken> => {
  const { db } = app;
  if (!(await findInterview(db, { id, userId: null }))) return { outcome: "missing" };
  const { jobId, state, failure, report, checks, uses } = result;
  const isOver = !isUnfinished(state);
  const costs = uses.map(costMicros);
  const newestVersion = db.query
    .selectFrom("feedback")
    .where("interview_id", "=", id)
    .select(({ fn }) => fn.max("version").as("version"));
  const { numUpdatedRows } = await db.query
    .updateTable("feedback")
    .set({
      state,
      failure,
      attempt: result.attempt,
      next_at: result.nextAt,
      uses: JSON.stringify(uses),
      cost_micros: costs.includes(null) ? null : costs.reduce<number>((sum, it) => sum + (it ?? 0), 0),
      model: result.model,
      model_version: result.modelVersion,
      prompt_version: result.promptVersion,
      rubric_version: result.rubricVersion,
      ...(result.inputHash && { input_hash: result.inputHash }),
      ...(report && { report: JSON.stringify(report) }),
      ...(checks && { checks: JSON.stringify(checks) }),
      ...(isOver && { finished_at: new Date().toISOString() }),
    })
    .where("interview_id", "=", id)
    .where("job_id", "=", jobId)
    .where("version", "=", newestVersion)
    .where("state", "in", unfinished)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return { outcome: "superseded" };
  if (isOver) log("report.finished", { interviewId: id, state, failure, dropped: checks?.dropped ?? 0, kept: checks?.kept ?? 0 });
  return { outcome: "taken" };
};

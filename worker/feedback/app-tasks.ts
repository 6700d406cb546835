import { fromCallback } from "xstate";
import type { FeedbackEvent } from "../../machines/feedback.ts";
import { gateOf } from "../../report/gates.ts";
import { hashInput } from "../../report/input-hash.ts";
import { describe, log } from "../log.ts";
import type { AppApi } from "../app/app-api.ts";
import { type Verdict, verdictOf } from "../app/verdict.ts";
import { within } from "../app/within.ts";
import type { Desk } from "./desk.ts";
import { resultOf } from "./result.ts";
import type { StoredJob } from "./stored-job.ts";

const answerMs = 20_000;

type Dependencies = { interviewId: string; app: AppApi; stored: StoredJob; desk: Desk; model: string };

/** An actor that makes one call to the app, and aborts it when the chart leaves the state that invoked it. */
const appTask = (ask: (dependencies: Dependencies, signal: AbortSignal) => Promise<FeedbackEvent | null>) => (dependencies: Dependencies) =>
  fromCallback<{ type: "none" }, undefined>(({ sendBack }) => {
    const stopped = new AbortController();
    void within(answerMs, stopped.signal, (signal) => ask(dependencies, signal)).then((news) => {
      if (news && !stopped.signal.aborted) sendBack(news);
    });
    return () => stopped.abort();
  });

/** Fetches the transcript and the set-up, and puts them on the desk. */
export const reader = appTask(async ({ interviewId, app, stored, desk }, signal) => {
  const { job } = stored;
  if (!job) return { type: "input.gone" };
  try {
    const input = await app.readReportInput(job.jobId, signal);
    if (typeof input === "number") return isGone(verdictOf(input)) ? { type: "input.gone" } : refused("input", interviewId, input);
    const gate = gateOf(input);
    const hash = await hashInput(input);
    desk.input = { ...input, hash, isUnsure: gate === "UNSURE" };
    return { type: "input.read", gate, isSame: hash === job.inputHash };
  } catch (cause) {
    log("report.inputUnread", { interviewId, cause: describe(cause) });
    return { type: "input.unread" };
  }
});

/** Delivers the stored result. */
export const courier = appTask(async ({ interviewId, app, stored, model }, signal) => {
  const { job } = stored;
  if (!job) return { type: "delivery.gone" };
  try {
    const answer = await app.submitReport(resultOf(stored, job, model), signal);
    log("report.delivered", { interviewId, state: job.state, answer });
    const verdict = verdictOf(answer);
    if (verdict === "accepted") return { type: "delivery.made" };
    return isGone(verdict) ? { type: "delivery.gone" } : refused("delivery", interviewId, answer);
  } catch (cause) {
    log("report.undelivered", { interviewId, cause: describe(cause) });
    return { type: "delivery.unmade" };
  }
});

/** Whether the interview was deleted, or a newer job has replaced this one. */
const isGone = (verdict: Verdict): boolean => verdict === "deleted" || verdict === "moved";

const refused = (what: "input" | "delivery", interviewId: string, answer: number): FeedbackEvent => {
  if (["parked", "refused"].includes(verdictOf(answer)))
    console.error(`The ${what} of a report of interview ${interviewId} was refused with ${answer}`);
  return { type: what === "input" ? "input.unread" : "delivery.unmade" };
};

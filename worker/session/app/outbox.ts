import { fromCallback } from "xstate";
import { mostEntries } from "../../../contract/limits.ts";
import type { TranscriptSubmission } from "../../../contract/app-api.ts";
import type { AppApi } from "./app-api.ts";
import { delayMs, verdictOf, type Verdict } from "./verdict.ts";
import type { Facts } from "../storage/facts.ts";
import { describe, log } from "../../log.ts";
import type { Report, Reports } from "./reports.ts";
import type { Schedule } from "../storage/schedule.ts";
import type { Transcript } from "../storage/transcript.ts";
import { within } from "./within.ts";

const answerMs = 10_000;

type Dependencies = {
  interviewId: string;
  app: AppApi;
  reports: Reports;
  transcript: Transcript;
  facts: Facts;
  schedule: Schedule;
  now: () => number;
};

type News = { type: "outbox.emptied" } | { type: "interview.deleted" } | { type: "app.ended"; status: "COMPLETED" | "ERROR" };

/**
 * Delivers the reports to the app, one after the other. The first attempt is made at once, beside the conversation; every
 * further one in a new invocation, by alarm. Delivered twice is harmless: the app keeps what it has.
 */
export const outbox = (dependencies: Dependencies) =>
  fromCallback<{ type: "deliver" }, { interviewId: string }>(({ receive, sendBack }) => {
    /** Of a delivery that runs: an interview that has nothing to deliver keeps none. */
    let delivery: AbortController | null = null;
    let isAskedAgain = false;

    const deliver = async () => {
      isAskedAgain = delivery !== null;
      // The alarm that asks is used up: should the object die before the answer, another must wake it.
      if (delivery) return dependencies.schedule.set("retry", dependencies.now() + 2 * answerMs);
      const { signal: stopped } = (delivery = new AbortController());
      try {
        while (await deliverFirst(dependencies, stopped, sendBack)) isAskedAgain = false;
      } catch (cause) {
        if (!stopped.aborted) log("outbox.broken", { interviewId: dependencies.interviewId, cause: describe(cause) });
      } finally {
        delivery = null;
      }
      if (isAskedAgain && !stopped.aborted) await deliver();
    };

    receive(() => void deliver());
    return () => delivery?.abort();
  });

/** True when the next report may follow at once. */
const deliverFirst = async (dependencies: Dependencies, stopped: AbortSignal, sendBack: (news: News) => void): Promise<boolean> => {
  const { reports, schedule, interviewId } = dependencies;
  const report = reports.first();
  if (!report) return false;
  if (report.kind === "TRANSCRIPT" && dependencies.transcript.sequence(report).length > mostEntries) return split(dependencies, report);
  // Should the object die while it waits for the answer, this alarm wakes it.
  schedule.set("retry", dependencies.now() + 2 * answerMs);
  const answer = await attempt(dependencies, report, stopped);
  if (stopped.aborted) return false;
  const verdict = verdictOf(answer);
  log("report.answered", { interviewId, report: report.kind, answer, verdict, attempt: report.attempts + 1 });
  const isSettled = await settle(dependencies, report, verdict, stopped, sendBack);
  if (stopped.aborted || verdict === "deleted") return false;
  if (!isSettled) {
    const attempts = reports.fail(report.id);
    schedule.set("retry", dependencies.now() + delayMs(verdict === "parked" ? "parked" : "retried", attempts, Math.random()));
    return false;
  }
  if (reports.first()) return true;
  schedule.clear("retry");
  sendBack({ type: "outbox.emptied" });
  return false;
};

const attempt = async (dependencies: Dependencies, report: Report, stopped: AbortSignal): Promise<number | "none"> => {
  try {
    return await within(answerMs, stopped, (signal) => send(dependencies, report, signal));
  } catch (cause) {
    if (!stopped.aborted) log("report.unanswered", { interviewId: dependencies.interviewId, report: report.kind, cause: describe(cause) });
    return "none";
  }
};

const send = ({ app, facts, transcript }: Dependencies, report: Report, signal: AbortSignal): Promise<number> => {
  const endReason = facts.read("endReason");
  const [usage, session, handovers] = [facts.read("usage"), facts.read("times"), facts.read("handovers") ?? 0];
  const endedAt = new Date(facts.read("endedAtUnixMs") ?? 0).toISOString();
  const ending = { endedAt, ...(endReason && { endReason }) };
  switch (report.kind) {
    case "IN_PROGRESS":
      return reportStart(app, facts.read("startedAtUnixMs"), signal);
    case "ERROR":
      return app.reportStatus({ status: "ERROR", ...ending }, signal);
    case "TRANSCRIPT":
      return submit(
        app,
        {
          transcript: transcript.entries(report),
          ...ending,
          ...(usage && { usage }),
          ...(session && { session }),
          ...(handovers > 0 && { handovers }),
        },
        signal,
      );
    default:
      return report.kind satisfies never;
  }
};

/** An app that does not know `startedAt` yet is told without it. */
const reportStart = async (app: AppApi, startedAtUnixMs: number | null, signal: AbortSignal): Promise<number> => {
  const report = { status: "IN_PROGRESS" } as const;
  if (startedAtUnixMs === null) return app.reportStatus(report, signal);
  const answer = await app.reportStatus({ ...report, startedAt: new Date(startedAtUnixMs).toISOString() }, signal);
  return answer === 400 ? app.reportStatus(report, signal) : answer;
};

/** An app that does not know what goes with the entries yet gets the entries alone. */
const submit = async (app: AppApi, submission: TranscriptSubmission, signal: AbortSignal): Promise<number> => {
  const answer = await app.submitTranscript(submission, signal);
  const { usage, session, handovers, ...known } = submission;
  const isBare =
    usage === undefined &&
    session === undefined &&
    handovers === undefined &&
    known.transcript.every(({ isTyped, speech }) => !isTyped && !speech);
  if (answer !== 400 || isBare) return answer;
  const transcript = known.transcript.map(({ speaker, content, timestamp }) => ({ speaker, content, timestamp }));
  return app.submitTranscript({ ...known, transcript }, signal);
};

/** True when the report needs no further attempt. */
const settle = async (
  dependencies: Dependencies,
  report: Report,
  verdict: Verdict,
  stopped: AbortSignal,
  sendBack: (news: News) => void,
): Promise<boolean> => {
  switch (verdict) {
    case "accepted":
      dependencies.reports.remove(report.id);
      return true;
    case "deleted":
      sendBack({ type: "interview.deleted" });
      return true;
    case "moved":
      return reread(dependencies, report, stopped, sendBack);
    case "tooLarge":
      return split(dependencies, report);
    case "parked":
      console.error(`Report ${report.kind} of interview ${dependencies.interviewId} was refused; it is tried again hourly`);
      return false;
    case "retried":
      return false;
    default:
      return verdict satisfies never;
  }
};

/** 409: the interview is elsewhere already, or was for a moment. A status that came too late is dropped; a transcript never is. */
const reread = async (
  { app, reports }: Dependencies,
  report: Report,
  stopped: AbortSignal,
  sendBack: (news: News) => void,
): Promise<boolean> => {
  const interview = await within(answerMs, stopped, (signal) => app.readInterview(signal)).catch(() => null);
  if (stopped.aborted || interview === null || typeof interview === "number") return false;
  const { status } = interview;
  const isOver = status === "COMPLETED" || status === "ERROR";
  if (report.kind === "TRANSCRIPT" || !(isOver || status === report.kind)) return false;
  reports.remove(report.id);
  if (isOver) sendBack({ type: "app.ended", status });
  return true;
};

/** Too much at once: two halves take its place, first half first. */
const split = ({ reports, transcript }: Dependencies, report: Report): boolean => {
  const sequence = report.kind === "TRANSCRIPT" ? transcript.sequence(report) : [];
  if (sequence.length < 2) return false;
  const middle = sequence[sequence.length >> 1] ?? 0;
  reports.remove(report.id);
  reports.add("TRANSCRIPT", { firstSeq: report.firstSeq, lastSeq: middle - 1 });
  reports.add("TRANSCRIPT", { firstSeq: middle, lastSeq: report.lastSeq });
  return true;
};

import { fromCallback } from "xstate";
import { mostEntries } from "../../../contract/limits.ts";
import type { StatusReport, TranscriptSubmission } from "../../../contract/app-api.ts";
import type { AppApi } from "../../app/app-api.ts";
import { delayMs, verdictOf, type Verdict } from "../../app/verdict.ts";
import type { Facts } from "../storage/facts.ts";
import { describe, log } from "../../log.ts";
import type { Report, Reports } from "./reports.ts";
import type { Schedule } from "../storage/schedule.ts";
import type { Transcript } from "../storage/transcript.ts";
import { within } from "../../app/within.ts";

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

/** A running delivery: `stopped` aborts it, `tell` reports the outcome to the chart. */
type Delivery = Dependencies & { stopped: AbortSignal; tell: (news: News) => void };

/**
 * Delivers the reports to the app, in order. The first attempt is made at once, during the conversation; every further one in a new
 * invocation, by alarm. A repeated delivery is harmless, because the app keeps what it has.
 */
export const outbox = (dependencies: Dependencies) =>
  fromCallback<{ type: "deliver" }, { interviewId: string }>(({ receive, sendBack }) => {
    /** Aborts the running delivery; null while there is none, so that an interview at rest keeps no controller. */
    let running: AbortController | null = null;
    let isAskedAgain = false;

    const deliver = async () => {
      isAskedAgain = running !== null;
      // The alarm that asked is used up. If the object dies before the answer, another must wake it.
      if (running) return dependencies.schedule.set("retry", dependencies.now() + 2 * answerMs);
      const { signal: stopped } = (running = new AbortController());
      try {
        while (await deliverFirst({ ...dependencies, stopped, tell: sendBack })) isAskedAgain = false;
      } catch (cause) {
        if (!stopped.aborted) log("outbox.broken", { interviewId: dependencies.interviewId, cause: describe(cause) });
      } finally {
        running = null;
      }
      if (isAskedAgain && !stopped.aborted) await deliver();
    };

    receive(() => void deliver());
    return () => running?.abort();
  });

/** Delivers the first report. Returns whether the next one may follow at once. */
const deliverFirst = async (delivery: Delivery): Promise<boolean> => {
  const { interviewId, reports, transcript, schedule, now, stopped, tell } = delivery;
  const report = reports.first();
  if (!report) return false;
  if (report.kind === "TRANSCRIPT" && transcript.sequence(report).length > mostEntries) return split(delivery, report);
  // If the object dies while it waits for the answer, this alarm wakes it.
  schedule.set("retry", now() + 2 * answerMs);
  const answer = await attempt(delivery, report);
  if (stopped.aborted) return false;
  const verdict = verdictOf(answer);
  log("report.answered", { interviewId, report: report.kind, answer, verdict, attempt: report.attempts + 1 });
  const isSettled = await settle(delivery, report, verdict);
  if (stopped.aborted || verdict === "deleted") return false;
  if (!isSettled) {
    const attempts = reports.fail(report.id);
    schedule.set("retry", now() + delayMs(verdict, attempts, Math.random()));
    return false;
  }
  if (reports.first()) return true;
  schedule.clear("retry");
  tell({ type: "outbox.emptied" });
  return false;
};

/** Sends a report. Returns the HTTP status of the answer, or "none" if none came in time. */
const attempt = async (delivery: Delivery, report: Report): Promise<number | "none"> => {
  const { interviewId, stopped } = delivery;
  try {
    return await within(answerMs, stopped, (signal) => send(delivery, report, signal));
  } catch (cause) {
    if (!stopped.aborted) log("report.unanswered", { interviewId, report: report.kind, cause: describe(cause) });
    return "none";
  }
};

const send = ({ app, facts, transcript }: Dependencies, report: Report, signal: AbortSignal): Promise<number> => {
  const endReason = facts.read("endReason");
  const [usage, session, handovers] = [facts.read("usage"), facts.read("times"), facts.read("handovers") ?? 0];
  const startedAtUnixMs = facts.read("startedAtUnixMs");
  const endedAt = isoOf(facts.read("endedAtUnixMs") ?? 0);
  const ending = { endedAt, ...(endReason && { endReason }) };
  switch (report.kind) {
    case "IN_PROGRESS":
      return reportStatus(app, { status: "IN_PROGRESS", ...(startedAtUnixMs !== null && { startedAt: isoOf(startedAtUnixMs) }) }, signal);
    case "ERROR":
      return reportStatus(app, { status: "ERROR", ...ending }, signal);
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

const isoOf = (unixMs: number): string => new Date(unixMs).toISOString();

/** Reports a status. An app that does not know the other fields yet (400) is sent the status alone. */
const reportStatus = async (app: AppApi, report: StatusReport, signal: AbortSignal): Promise<number> => {
  const answer = await app.reportStatus(report, signal);
  const { status, ...more } = report;
  return answer === 400 && Object.keys(more).length > 0 ? app.reportStatus({ status }, signal) : answer;
};

/** Submits a transcript. An app that does not know the other fields yet (400) is sent the entries alone. */
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

/** Acts on the app's verdict. Returns whether the report needs no further attempt. */
const settle = async (delivery: Delivery, report: Report, verdict: Verdict): Promise<boolean> => {
  switch (verdict) {
    case "accepted":
      delivery.reports.remove(report.id);
      return true;
    case "deleted":
      delivery.tell({ type: "interview.deleted" });
      return true;
    case "moved":
      return reread(delivery, report);
    case "tooLarge":
      return split(delivery, report);
    case "refused":
      return makeWay(delivery, report);
    case "parked":
      console.error(`Report ${report.kind} of interview ${delivery.interviewId} was refused; it is tried again hourly`);
      return false;
    case "retried":
      return false;
    default:
      return verdict satisfies never;
  }
};

/**
 * Drops a refused report of the start if others wait behind it, because they say more than it did. A failure is never dropped: the
 * transcript alone would be that of an interview that went well. Neither is a transcript.
 */
const makeWay = ({ interviewId, reports }: Delivery, report: Report): boolean => {
  const isDropped = report.kind === "IN_PROGRESS" && reports.hasAfter(report.id);
  console.error(`Report ${report.kind} of interview ${interviewId} was refused; it is ${isDropped ? "dropped" : "tried again hourly"}`);
  if (isDropped) reports.remove(report.id);
  return isDropped;
};

/**
 * 409: the interview has another status already, or had for a moment. A status report that came too late is dropped, a transcript never.
 */
const reread = async ({ app, reports, stopped, tell }: Delivery, report: Report): Promise<boolean> => {
  const interview = await within(answerMs, stopped, (signal) => app.readInterview(signal)).catch(() => null);
  if (stopped.aborted || interview === null || typeof interview === "number") return false;
  const { status } = interview;
  const isOver = status === "COMPLETED" || status === "ERROR";
  if (report.kind === "TRANSCRIPT" || !(isOver || status === report.kind)) return false;
  reports.remove(report.id);
  if (isOver) tell({ type: "app.ended", status });
  return true;
};

/** The app takes less at once: two halves take the report's place, the first half first. False if it cannot be split. */
const split = ({ reports, transcript }: Dependencies, report: Report): boolean => {
  const sequence = report.kind === "TRANSCRIPT" ? transcript.sequence(report) : [];
  if (sequence.length < 2) return false;
  const middle = sequence[sequence.length >> 1] ?? 0;
  reports.remove(report.id);
  reports.add("TRANSCRIPT", { firstSeq: report.firstSeq, lastSeq: middle - 1 });
  reports.add("TRANSCRIPT", { firstSeq: middle, lastSeq: report.lastSeq });
  return true;
};

import type { SnapshotFrom } from "xstate";
import { thinkMs } from "../../contract/limits.ts";
import type { Hush } from "../../contract/vocabulary.ts";
import type { interviewMachine } from "../../machines/interview.ts";
import { hushOf } from "../../machines/hush.ts";
import { thinkForMs } from "../../machines/interview/limits.ts";
import { describe, log } from "../log.ts";
import type { Agenda } from "./app/agenda.ts";
import type { Reports } from "./app/reports.ts";
import type { ClientSockets } from "./client/sockets.ts";
import type { Facts } from "./storage/facts.ts";
import type { Schedule } from "./storage/schedule.ts";
import type { Transcript } from "./storage/transcript.ts";

type Snapshot = SnapshotFrom<typeof interviewMachine>;
type Dependencies = {
  interviewId: string;
  facts: Facts;
  /** Ms for which the candidate still hears the interviewer. */
  audibleForMs: () => number;
  now: () => number;
};

/** Stores what the object's next life has to know of the chart's state, whenever that changes. */
export const remembering = ({ interviewId, facts, audibleForMs, now }: Dependencies) => {
  let why = facts.read("hush")?.why ?? null;
  let refusals = facts.read("endRefusals") ?? 0;

  const write = (snapshot: Snapshot) => {
    const [hush, { context }] = [hushOf(snapshot), snapshot];
    if (hush === null && why !== null) facts.forget("hush");
    if (hush !== null && hush !== why) facts.write("hush", { why: hush, untilUnixMs: now() + lengthOf(hush, context) });
    why = hush;
    if (context.refusals !== refusals) facts.write("endRefusals", context.refusals);
    refusals = context.refusals;
  };
  const lengthOf = (hush: Hush, context: Snapshot["context"]) =>
    hush === "HEARD" ? audibleForMs() : hush === "ANSWERING" ? 0 : thinkForMs(context);

  return (snapshot: Snapshot) => {
    if (!snapshot.matches("IN_PROGRESS")) return;
    try {
      write(snapshot);
    } catch (cause) {
      log("hush.unstored", { interviewId, cause: describe(cause) });
    }
  };
};

type Stored = {
  facts: Facts;
  schedule: Schedule;
  candidate: ClientSockets;
  reports: Reports;
  transcript: Transcript;
  agenda: Agenda;
  now: () => number;
};

/** The chart's input: what is stored of the interview, and who is there now. */
export const startOf = ({ facts, reports, candidate, transcript, schedule, agenda, now }: Stored) => {
  const status = facts.read("status") ?? "PENDING";
  return {
    status,
    isResumable: facts.read("handle") !== null,
    isDelivered: (status === "COMPLETED" || status === "ERROR") && reports.first() === null,
    endReason: facts.read("endReason"),
    hasClient: candidate.isThere,
    hasSpoken: transcript.hasInterviewer,
    isMuted: candidate.isMuted,
    ...hushIn(facts, now()),
    refusals: facts.read("endRefusals") ?? 0,
    openings: facts.read("openings") ?? 0,
    // Its alarm has rung, but its cue to the interviewer may have been lost with the object's memory.
    isWrapUpDue: status === "IN_PROGRESS" && !schedule.has("wrapUp"),
    isPlanDone: facts.read("coverage") !== null && agenda.isThrough,
    turns: facts.read("turns") ?? 0,
    patience: facts.read("patience") ?? facts.read("setup")?.patience ?? null,
  };
};

/** Why nothing was due from the interviewer in the previous life, and for how long the candidate may still think. */
const hushIn = (facts: Facts, nowUnixMs: number): { hush: Hush | null; thinkForMs: number | null } => {
  const { why = null, untilUnixMs = 0 } = facts.read("hush") ?? {};
  const leftMs = Math.max(0, untilUnixMs - nowUnixMs);
  // Speech that the candidate had not heard yet is lost.
  if (why === null || (why === "HEARD" && leftMs > 0)) return { hush: null, thinkForMs: null };
  return { hush: why, thinkForMs: why === "THINKING" || why === "PONDERING" ? Math.min(leftMs, thinkMs) : null };
};

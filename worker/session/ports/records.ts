import { keptMs } from "../../../contract/limits.ts";
import type { EndReason } from "../../../contract/vocabulary.ts";
import type { interviewMachine } from "../../../machines/interview.ts";
import type { EffectsOf } from "../../../machines/ports/shared-machine.ts";
import { log } from "../../log.ts";
import type { Agenda } from "../app/agenda.ts";
import type { Briefing } from "../app/briefing.ts";
import type { Reports } from "../app/reports.ts";
import type { Inbox } from "../client/inbox.ts";
import type { Relay } from "../sound/relay.ts";
import type { Facts } from "../storage/facts.ts";
import type { Schedule } from "../storage/schedule.ts";
import type { Transcript } from "../storage/transcript.ts";
import type { conversation } from "./conversation.ts";

/** The interviewer is asked to wrap up when this share of the time is left, or `shortestWrapUpMs` if that is more. */
const wrapUpShare = 0.1;
const shortestWrapUpMs = 2 * 60_000;

export type RecordsParts = {
  interviewId: string;
  facts: Facts;
  schedule: Schedule;
  reports: Reports;
  transcript: Transcript;
  briefing: Briefing;
  agenda: Agenda;
  inbox: Inbox;
  relay: Relay;
  /** Runs `write` in a transaction: if it throws, nothing of it is stored. */
  atomically: (write: () => void) => void;
  /** Empties the object's storage and ends this life of it. */
  erase: () => void;
  now: () => number;
  sessionMs: number;
  graceMs: number;
};

/**
 * The effects that outlive the object's memory: the facts that it restarts from, its alarms, and the reports that the app is still to be
 * sent.
 */
export const records = (parts: RecordsParts, { cutLast, finishLast }: Pick<ReturnType<typeof conversation>, "cutLast" | "finishLast">) => {
  const { interviewId, facts, schedule, reports, transcript, briefing, agenda, inbox, relay, atomically, erase, now } = parts;

  /** Stores the facts and reports of an interview that is over. */
  const recordOver = (status: "COMPLETED" | "ERROR", reason: EndReason | null) => {
    facts.write("times", relay.meter.times);
    facts.write("status", status);
    facts.write("endedAtUnixMs", now());
    if (reason) facts.write("endReason", reason);
    facts.forget("handle");
    facts.forget("setup");
    facts.forget("plan");
    facts.forget("coverage");
    if (status === "ERROR") reports.add("ERROR");
    if (status === "COMPLETED" || transcript.captions().length > 0) reports.add("TRANSCRIPT");
    schedule.clear("deadline", "wrapUp", "grace", "silence", "pulse");
  };

  return {
    recordOpening: (_, { openings }) => facts.write("openings", openings),
    recordStart: () => {
      const startedAtUnixMs = now();
      const { minutes } = briefing.current;
      const lengthMs = Math.min(parts.sessionMs, minutes === null ? Infinity : minutes * 60_000);
      const endsAtUnixMs = startedAtUnixMs + lengthMs;
      facts.write("status", "IN_PROGRESS");
      facts.write("startedAtUnixMs", startedAtUnixMs);
      facts.write("endsAtUnixMs", endsAtUnixMs);
      facts.write("setup", briefing.current);
      facts.write("plan", briefing.plan);
      reports.add("IN_PROGRESS");
      schedule.set("deadline", endsAtUnixMs);
      schedule.set("wrapUp", endsAtUnixMs - Math.max(shortestWrapUpMs, wrapUpShare * lengthMs));
      inbox.begin();
      schedule.set("silence", inbox.silentAtUnixMs);
    },
    recordHandle: (_, { handle }) => facts.write("handle", handle),
    forgetHandle: () => facts.forget("handle"),
    recordWish: (_, { what }) => {
      if (what === "SKIP") agenda.skip();
    },
    recordEndRequest: () => {
      cutLast();
      facts.write("endReason", "USER_INITIATED");
    },
    recordEnding: (_, { reason }) => (reason === null ? facts.forget("endReason") : facts.write("endReason", reason)),
    recordEnd: (_, { status, reason }) => {
      atomically(() => {
        finishLast({ isEndedByCandidate: reason === "USER_INITIATED" });
        recordOver(status, reason);
      });
      log("interview.ended", { interviewId, status, reason, ...facts.read("usage") });
    },
    startGrace: () => schedule.setOnce("grace", now() + parts.graceMs),
    stopGrace: () => schedule.clear("grace"),
    stopCleanup: () => schedule.clear("cleanup"),
    scheduleCleanup: () => schedule.setOnce("cleanup", now() + keptMs),
    erase: () => erase(),
  } satisfies EffectsOf<typeof interviewMachine>;
};

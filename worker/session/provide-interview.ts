import { closeCode, failureMessage } from "../../contract/codes.ts";
import { keptMs } from "../../contract/limits.ts";
import { type AgendaItem, type EndReason, features } from "../../contract/vocabulary.ts";
import type { interviewMachine } from "../../machines/interview.ts";
import type { PortsOf } from "../../machines/ports/shared-machine.ts";
import { Notice_Kind, Patience_Mode, SessionEnded_Reason, type TurnState, TurnState_Floor } from "../../proto/gen/interview.ts";
import type { ClientSockets } from "./client/sockets.ts";
import type { Facts } from "./storage/facts.ts";
import type { gemini } from "./gemini/resource.ts";
import { log } from "../log.ts";
import type { outbox } from "./app/outbox.ts";
import type { Reports } from "./app/reports.ts";
import type { Inbox } from "./client/inbox.ts";
import type { Relay } from "./sound/relay.ts";
import type { Schedule } from "./storage/schedule.ts";
import type { Agenda } from "./app/agenda.ts";
import type { Briefing } from "./app/briefing.ts";
import type { Caption, Transcript, Words } from "./storage/transcript.ts";
import type { Hearing } from "./storage/utterance.ts";

/** An answer of at least this much speech must have words: where it has none once it was answered, the candidate is told. */
const leastMissedMs = 2_000;
/** The interviewer is asked to come to an end when this share of the time is left, or this long where that is more. */
const wrapUpShare = 0.1;
const shortestWrapUpMs = 2 * 60_000;

export type Dependencies = {
  interviewId: string;
  facts: Facts;
  transcript: Transcript;
  reports: Reports;
  schedule: Schedule;
  candidate: ClientSockets;
  inbox: Inbox;
  relay: Relay;
  briefing: Briefing;
  agenda: Agenda;
  show: (caption: Caption | null) => void;
  showAgenda: (items: AgendaItem[]) => void;
  gemini: ReturnType<typeof gemini>["resource"];
  /** The candidate's words that the connection to be given up still holds back, and no event will bring. */
  lastWords: () => string[];
  outbox: ReturnType<typeof outbox>;
  /** Stores all that `write` does, or nothing of it where it throws. */
  atomically: (write: () => void) => void;
  /** Empties the object's storage and ends this life of it. */
  erase: () => void;
  now: () => number;
  sessionMs: number;
  graceMs: number;
};

/** The client of an interview that ended for one of the last three is gone, or is told by a close code. */
const reasonOnWire: Record<EndReason, SessionEnded_Reason> = {
  USER_INITIATED: SessionEnded_Reason.USER_INITIATED,
  GEMINI_ENDED: SessionEnded_Reason.GEMINI_ENDED,
  TIMEOUT: SessionEnded_Reason.TIMEOUT,
  DISCONNECTED: SessionEnded_Reason.REASON_UNSPECIFIED,
  GEMINI_FAILED: SessionEnded_Reason.REASON_UNSPECIFIED,
  CANCELLED: SessionEnded_Reason.REASON_UNSPECIFIED,
};

/** The interview chart's effects: what each of its names does here. */
export const provideInterview = (dependencies: Dependencies): PortsOf<typeof interviewMachine> => {
  const { facts, transcript, reports, schedule, candidate, inbox, relay, briefing, agenda, now } = dependencies;

  /** When the interviewer began to answer, by the candidate's sound. */
  let answeredAtMs = 0;
  let floor: TurnState = { floor: TurnState_Floor.FLOOR_OPEN, turn: 0, mode: Patience_Mode.MODE_NORMAL, untilUnixMs: 0 };

  const notify = (kind: Notice_Kind) => {
    if (candidate.isGreeted) candidate.send({ $case: "notice", value: { kind, ref: "" } });
  };

  /** Shows a caption; from the interviewer's final ones the agenda learns what was asked. */
  const show = (caption: Caption | null) => {
    if (caption?.speaker === "AI" && caption.isFinal) agenda.said(caption.text);
    dependencies.show(caption);
  };

  /** Ends the interviewer's turn where the candidate stopped hearing it. One that was heard to its end is finished, not cut. */
  const cut = (hearing: Hearing) => {
    relay.meter.spoke(relay.speech.reaching(hearing.heardMs), { isCut: true });
    show(relay.speech.isWhole(hearing) ? transcript.finishTurn() : transcript.cutTurn(hearing));
  };
  /** Counts all the sound of a turn that runs as spoken: it was not cut. */
  const countTurn = () => {
    if (transcript.isTurnOpen) relay.meter.spoke(relay.speech.reaching(relay.speech.hearing.soundMs));
  };

  const record = (words: Words) => {
    if (words.speaker === "USER") inbox.spoken();
    show(transcript.add(words));
    if (words.speaker === "USER" && !relay.turns.isAnswering) transcript.settle();
  };
  /** Who ends the interview hears no more of it: the turn is cut, unless the client does not mark what it plays and may have played it all. */
  const cutLast = () => {
    if (relay.speech.isMarked) cut(relay.speech.hearing);
  };
  const recordLast = () => dependencies.lastWords().forEach((text) => record({ speaker: "USER", text, soundMs: 0 }));

  return {
    actors: { readSetup: briefing.reading, gemini: dependencies.gemini, outbox: dependencies.outbox },
    actions: {
      acceptClient: () => candidate.accept(),
      openRelay: () => relay.open(),
      closeRelay: () => relay.close(),
      greetClient: () => {
        const resumeToken = candidate.takeGreeting();
        const [startedAtUnixMs, endsAtUnixMs] = [facts.read("startedAtUnixMs") ?? 0, facts.read("endsAtUnixMs") ?? 0];
        // A client that was greeted before the object's memory was lost listens on.
        if (resumeToken !== null || (candidate.isGreeted && !relay.speech.isListened)) relay.meter.join(now() - startedAtUnixMs);
        if (resumeToken === null) return candidate.isGreeted ? relay.speech.begin() : undefined;
        const value = { resumeToken, endsAtUnixMs, startedAtUnixMs, nowUnixMs: now(), features: [...features] };
        candidate.send({ $case: "sessionStarted", value });
        transcript.captions().forEach(dependencies.show);
        relay.speech.begin();
        candidate.send({ $case: "turnState", value: floor });
        dependencies.showAgenda(agenda.items);
      },
      interruptClient: () => candidate.interrupt(),
      tellEnd: (_, { reason }) => {
        relay.drain();
        const upToSeq = transcript.storedUpToSeq;
        if (upToSeq > 0 && reports.first() === null) {
          candidate.send({ $case: "saved", value: { upToSeq, atUnixMs: now(), isDelivered: true } });
        }
        candidate.send({
          $case: "sessionEnded",
          value: { reason: reason ? reasonOnWire[reason] : SessionEnded_Reason.REASON_UNSPECIFIED },
        });
        candidate.close(closeCode.ended, "The interview has ended");
      },
      tellFailure: (_, { failure }) => {
        if (!failure) return;
        candidate.close(closeCode.geminiFailed, failureMessage[failure], { withError: true });
      },
      dropClient: () => candidate.close(closeCode.alreadyEnded, "The interview has already ended"),
      recordOpening: (_, { openings }) => facts.write("openings", openings),
      recordStart: () => {
        const startedAtUnixMs = now();
        const { minutes } = briefing.current;
        const lengthMs = Math.min(dependencies.sessionMs, minutes === null ? Infinity : minutes * 60_000);
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
      recordEndRequest: () => {
        cutLast();
        facts.write("endReason", "USER_INITIATED");
      },
      recordEnding: (_, { reason }) => (reason === null ? facts.forget("endReason") : facts.write("endReason", reason)),
      recordHandle: (_, { handle }) => facts.write("handle", handle),
      forgetHandle: () => facts.forget("handle"),
      recordWords: (_, words) => record(words),
      startTurn: () => {
        if (relay.turns.isSpeech) relay.meter.cutIn("AI");
        answeredAtMs = relay.meter.nowMs;
        show(transcript.startTurn());
      },
      finishTurn: () => {
        countTurn();
        show(transcript.finishTurn());
        if (relay.meter.dropWordless(answeredAtMs) >= leastMissedMs) notify(Notice_Kind.KIND_NOT_WRITTEN_DOWN);
      },
      cutTurn: (_, hearing) => cut(hearing),
      finishUtterances: () => {
        recordLast();
        countTurn();
        if (relay.turns.isRetold) show(transcript.retell());
        else transcript.finishAll().forEach(show);
      },
      recordEnd: (_, { status, reason }) => {
        dependencies.atomically(() => {
          recordLast();
          if (reason === "USER_INITIATED") cutLast();
          countTurn();
          transcript.finishAll().forEach(dependencies.show);
          relay.meter.dropWordless();
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
        });
        log("interview.ended", { interviewId: dependencies.interviewId, status, reason, ...facts.read("usage") });
      },
      openAnswer: () => relay.openAnswer(),
      closeAnswer: () => relay.turns.closeAnswer(),
      relisten: () => relay.turns.relisten(),
      takeFloor: () => {
        const isAudible = relay.isInterviewerAudible;
        const hearing = relay.interrupt();
        const isOver = !isAudible && (!transcript.isTurnOpen || relay.speech.isWhole(hearing));
        if (!isOver) relay.meter.cutIn("USER");
        if (isAudible || transcript.isTurnOpen) cut(hearing);
        if (!isOver) candidate.interrupt();
      },
      tellFloor: (_, { floor: who, turn, patience, forMs }) => {
        relay.turns.patience = patience;
        if (turn !== floor.turn) facts.write("turns", turn);
        floor = {
          floor: TurnState_Floor[`FLOOR_${who}`],
          turn,
          mode: Patience_Mode[`MODE_${patience}`],
          untilUnixMs: forMs === null ? 0 : now() + forMs,
        };
        if (candidate.isGreeted) candidate.send({ $case: "turnState", value: floor });
      },
      tellNotice: (_, { notice }) => notify(Notice_Kind[`KIND_${notice}`]),
      recordWish: (_, { what }) => {
        if (what === "SKIP") agenda.skip();
      },
      recordPatience: (_, { patience }) => {
        relay.turns.patience = patience;
        floor = { ...floor, mode: Patience_Mode[`MODE_${patience}`] };
        facts.write("patience", patience);
      },
      silenceRelay: () => relay.speech.leave(),
      startGrace: () => schedule.setOnce("grace", now() + dependencies.graceMs),
      stopGrace: () => schedule.clear("grace"),
      stopCleanup: () => schedule.clear("cleanup"),
      scheduleCleanup: () => schedule.setOnce("cleanup", now() + keptMs),
      erase: () => dependencies.erase(),
    },
  };
};

import type { Actor } from "xstate";
import { closeCode } from "../../contract/codes.ts";
import { interviewMachine, phaseOf } from "../../machines/interview.ts";
import { SharedMachine } from "../../machines/ports/shared-machine.ts";
import type { Speaker } from "../../contract/vocabulary.ts";
import type { Settings } from "../entry/env.ts";
import { AppApi } from "../app/app-api.ts";
import { agendaShowing } from "./client/agenda-showing.ts";
import { ClientSockets } from "./client/sockets.ts";
import { Facts } from "./storage/facts.ts";
import { FlightRecorder } from "./recorder/flight-recorder.ts";
import { gemini } from "./gemini/resource.ts";
import { sumOf } from "./gemini/usage.ts";
import { inspection } from "../inspection.ts";
import { describe, log } from "../log.ts";
import { outbox } from "./app/outbox.ts";
import { provideInterview } from "./provide-interview.ts";
import { Inbox } from "./client/inbox.ts";
import { Relay } from "./sound/relay.ts";
import { room } from "./client/room.ts";
import { showing } from "./client/captions.ts";
import { Reports } from "./app/reports.ts";
import { remembering, startOf } from "./remembering.ts";
import { Stopwatch } from "./sound/stopwatch.ts";
import { Schedule } from "./storage/schedule.ts";
import { applySchema } from "./storage/schema.ts";
import { Agenda } from "./app/agenda.ts";
import { Briefing } from "./app/briefing.ts";
import { Transcript } from "./storage/transcript.ts";

/** What an object holds in memory during one life. */
export type Life = {
  interview: Actor<typeof interviewMachine>;
  facts: Facts;
  schedule: Schedule;
  candidate: ClientSockets;
  relay: Relay;
  inbox: Inbox;
  app: AppApi;
  recorder: FlightRecorder;
};

const now = () => Date.now();

const interviews = new SharedMachine(interviewMachine);

type Beginning = {
  name: string | undefined;
  settings: Settings;
  /** Settles when the Gemini connection of the previous life has ended: an object whose chart broke or was erased is assembled anew. */
  previous: Promise<void>;
  closed: (geminiEnded: Promise<void>) => void;
};

/** Puts one interview's parts together from what the object has stored. `closed` is called when this life is over. */
export const assemble = (ctx: DurableObjectState, { name, settings, previous, closed }: Beginning): Life => {
  const { storage } = ctx;
  const stopwatch = new Stopwatch();
  applySchema(storage.sql);
  const facts = new Facts(storage.sql);
  // An object that an alarm wakes may not be told its own name.
  const interviewId = name ?? facts.read("interviewId") ?? "";
  if (facts.read("interviewId") === null) facts.write("interviewId", interviewId);
  const schedule = new Schedule(storage, facts);
  const candidate = new ClientSockets(ctx);
  const relay = new Relay({
    toClient: (pcm) => candidate.sendSound(pcm),
    tooSlow: () => inbox.refuse(closeCode.overloaded, "The speech could not be delivered"),
    tell: (event) => interview.send(event),
    spoken: () => inbox.spoken(),
    marked: (isAudible) => {
      transcript.placeTurn();
      if (!isAudible) interview.send({ type: "speech.heard" });
    },
    now: stopwatch.read,
    times: facts.read("times"),
  });
  relay.relisten(candidate.rate, candidate.isMuted);
  /**
   * Measures how an utterance was said, when it is stored. The times so far are stored along with it, so that they never cost a write of
   * their own.
   */
  const measure = (speaker: Speaker, heardMs: number | null) => {
    const speech =
      speaker === "USER" ? relay.meter.take() : relay.meter.turn(relay.speech.reaching(heardMs ?? relay.speech.hearing.soundMs));
    facts.write("times", relay.meter.times);
    return speech;
  };
  // In the transcript, speech from before the interview began starts at its first moment.
  const answerBeganAt = () => {
    const beganAt = relay.voice.beganAtMs;
    if (beganAt === null) return null;
    const atUnixMs = stopwatch.unixMs(beganAt);
    return Math.max(atUnixMs, facts.read("startedAtUnixMs") ?? atUnixMs);
  };
  const transcript = new Transcript(storage, { now, answerBeganAt, measure });
  const reports = new Reports(storage.sql);
  const app = new AppApi({ appUrl: settings.APP_URL, secret: settings.WORKER_SHARED_SECRET, interviewId });
  const briefing = new Briefing({ interviewId, app, candidate, facts, transcript, now });
  const showAgenda = agendaShowing(candidate);
  const agenda = new Agenda({ briefing, facts, changed: showAgenda, covered: () => interview.send({ type: "plan.covered" }) });
  const inbox = new Inbox({
    interviewId,
    candidate,
    facts,
    relay,
    stopwatch,
    ended: () => interview.send({ type: "client.ended", isAnswerOpen: relay.voice.beganAtMs !== null || transcript.isAnswerOpen }),
    asked: room({
      candidate,
      transcript,
      relay,
      tell: (event) => interview.send(event),
      isLive: () => interview.getSnapshot().matches("IN_PROGRESS"),
      show: (caption) => show(caption),
    }),
    left: () => interview.send({ type: "client.left" }),
    expelled: () => interview.send({ type: "client.expelled" }),
  });
  const connections = gemini({
    interviewId,
    apiKey: settings.GEMINI_API_KEY,
    baseUrl: settings.GEMINI_BASE_URL,
    model: settings.GEMINI_LIVE_MODEL,
    relay,
    now: stopwatch.read,
    turnTaking: settings.GEMINI_TURN_TAKING,
    instruct: (mode) => briefing.instruct(mode),
    cueText: (cue) => briefing.cueText(cue),
    clock: () => briefing.clock,
    noted: (question, isAsked) => agenda.noted(question, isAsked),
    handle: () => facts.read("handle"),
    spent: (usage) => facts.write("usage", sumOf(facts.read("usage"), usage)),
    previous,
  });
  const show = showing({ candidate, facts, storedUpToSeq: () => transcript.storedUpToSeq, heldMs: () => relay.speech.heldMs, now });
  const ports = provideInterview({
    show,
    showAgenda,
    interviewId,
    facts,
    transcript,
    reports,
    schedule,
    candidate,
    inbox,
    relay,
    briefing,
    agenda,
    gemini: connections.resource,
    lastWords: connections.lastWords,
    atomically: (write) => storage.transactionSync(write),
    erase: () => {
      recorder.close();
      transcript.close();
      // Released here because the chart would end the connection only later, and ending it stores the usage of its running turn.
      const geminiEnded = connections.release();
      void storage.deleteAll();
      closed(geminiEnded);
      queueMicrotask(() => interview.stop());
    },
    outbox: outbox({ interviewId, app, reports, transcript, facts, schedule, now }),
    now,
    sessionMs: Math.round(settings.MAX_SESSION_SECONDS * 1000),
    graceMs: Math.round(settings.RECONNECT_GRACE_SECONDS * 1000),
  });
  const input = startOf({ facts, reports, candidate, transcript, schedule, agenda, now });
  const interview = interviews.createActor(ports, { ...inspection("interview", interviewId), input: { ...input, interviewId } });
  const recorder = new FlightRecorder(storage, { now, facts: input });
  recorder.watch(interview);
  follow(interview, interviewId, {
    stands: remembering({ interviewId, facts, audibleForMs: () => relay.speech.audibleAt(stopwatch.read()).audibleForMs, now }),
    moved: () => recorder.write(),
    giveUp: () => {
      recorder.write();
      recorder.close();
      transcript.close();
      closed(connections.release());
    },
  });
  interview.start();
  return { interview, facts, schedule, candidate, relay, inbox, app, recorder };
};

type Following = { stands: ReturnType<typeof remembering>; moved: () => void; giveUp: () => void };

/** Logs one line per phase. A chart that broke is given up: the next touch restarts it from the facts. */
const follow = (interview: Life["interview"], interviewId: string, { stands, moved, giveUp }: Following) => {
  let phase = "";
  interview.subscribe({
    next: (snapshot) => {
      stands(snapshot);
      const next = phaseOf(snapshot.value);
      if (next === phase) return;
      phase = next;
      log("interview.phase", { interviewId, phase });
      moved();
    },
    error: (cause) => {
      console.error(JSON.stringify({ event: "interview.broken", interviewId, cause: describe(cause) }));
      giveUp();
    },
  });
};

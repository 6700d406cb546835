import { createActor } from "xstate";
import { callMachine } from "../call.ts";
import type { CallEvent, CallInput, MicrophoneCommand, MicrophoneInput, SocketCommand, SpeakerCommand } from "../call/events.ts";
import { StandInTask, standInEffects } from "../recording/stand-in.ts";
import { fakeResource, keepDiary } from "./fake-port.ts";
import { SteppingClock } from "../recording/stepping-clock.ts";

/** The page of interview `i1`, opened for the first time. */
export const freshPage: CallInput = { interviewId: "i1", resumeToken: null };

/** Fakes for all ports of the call chart. `page` is what happened besides the resources (resume token, line, feedback). */
export const fakeCall = () => {
  const diary = { opened: [], closed: [], heard: [], page: [], all: [] };
  const note = keepDiary<Exclude<keyof typeof diary, "all">>(diary);
  const task = new StandInTask<{ token: string }, { interviewId: string }>();
  const ports = {
    actors: {
      mintToken: task.logic,
      microphone: fakeResource<MicrophoneCommand, MicrophoneInput>("microphone", note, ({ isMuted, isTyped }) =>
        isTyped ? "typed" : isMuted ? "muted" : undefined,
      ),
      speaker: fakeResource<SpeakerCommand, undefined>("speaker", note, () => undefined),
      socket: fakeResource<SocketCommand, { interviewId: string; token: string }>("socket", note, ({ token }) => token),
    },
    actions: standInEffects(callMachine, (name, ...params) =>
      note("page", name, ...params.map((it) => (typeof it === "object" ? JSON.stringify(it) : it))),
    ),
  };
  return { ports, diary: diary as { readonly [K in keyof typeof diary]: string[] }, task };
};

/** The Worker's message that the interview is live, and what it takes. */
export const started = (resumeToken = "r1"): Extract<CallEvent, { type: "session.started" }> => ({
  type: "session.started",
  resumeToken,
  endsAtMs: 3_600_000,
  startedAtMs: 0,
  features: ["text", "patience", "talk", "think", "steer", "muted"],
});

/** The state of a live call: connected, heard, and with nothing going on in the room except what is given. */
export const lively = (
  connection: unknown = "connected",
  microphone: unknown = { on: "heard" },
  speaker = "playing",
  room: object = {},
) => ({
  live: { connection, microphone, speaker, turn: "open", hold: "none", composer: "idle", pace: "agreed", notice: "none", ...room },
});

/** Opens the page of a call. */
export const startCall = (input: Partial<CallInput> = {}) => {
  const { ports, diary, task } = fakeCall();
  const clock = new SteppingClock();
  const actor = createActor(callMachine.provide(ports), { input: { ...freshPage, ...input }, clock });
  actor.start();
  return {
    actor,
    clock,
    diary,
    mint: task,
    /** Sends events; the name alone if an event has no fields. */
    send: (...events: (CallEvent | PlainType)[]) => {
      for (const event of events) actor.send(typeof event === "string" ? { type: event } : event);
    },
    value: () => actor.getSnapshot().value,
    context: () => actor.getSnapshot().context,
  };
};

type PlainType = { [E in CallEvent as E["type"]]: keyof E extends "type" ? E["type"] : never }[CallEvent["type"]];

/** A call whose socket is being opened; its diary begins there. */
export const startConnecting = async () => {
  const call = startCall();
  call.send("call.begun", "microphone.ready");
  await call.mint.answer({ token: "t1" });
  for (const list of Object.values(call.diary)) list.length = 0;
  return call;
};

/** A call that is live on the resume token `r1`; its diary begins there. */
export const startLive = async () => {
  const call = await startConnecting();
  call.send(started());
  for (const list of Object.values(call.diary)) list.length = 0;
  return call;
};

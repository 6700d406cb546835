import { createActor } from "xstate";
import type { Patience } from "../../contract/vocabulary.ts";
import { interviewMachine } from "../interview.ts";
import type { GeminiCommand, InterviewEvent, InterviewInput, Opening } from "../interview/events.ts";
import { StandInTask, standInEffects } from "../recording/stand-in.ts";
import { fakeResource, keepDiary } from "./fake-port.ts";
import { SteppingClock } from "../recording/stepping-clock.ts";

/** A fresh interview whose candidate has just connected. */
export const freshFacts: InterviewInput = { interviewId: "i1", status: "PENDING", isResumable: false, isDelivered: false, hasClient: true };

/**
 * Fakes for all ports of the interview chart. `told` is what the candidate's socket was sent, except whose turn it is; `recorded` is what
 * went to storage and alarms.
 */
export const fakeInterview = () => {
  const diary = { opened: [], closed: [], heard: [], told: [], recorded: [], relay: [], all: [] };
  const note = keepDiary<Exclude<keyof typeof diary, "all">>(diary);
  const floors: string[] = [];
  const endings: string[] = [];
  const task = new StandInTask<{ isOpen: boolean; patience?: Patience | null }, { interviewId: string }>();
  const ports = {
    actors: {
      readSetup: task.logic,
      gemini: fakeResource<GeminiCommand, Opening>("gemini", note, ({ mode }) => mode),
      outbox: fakeResource<{ type: "deliver" }, { interviewId: string }>("outbox", note, () => undefined),
    },
    actions: standInEffects(interviewMachine, (name, ...params) => {
      if (name === "tellFloor") floors.push(String(params[0]));
      else if (name === "recordEnding") endings.push(String(params[0] ?? ""));
      else if (name !== "relisten") note(kindOf(name), name, ...params);
    }),
  };
  return { ports, diary: diary as { readonly [K in keyof typeof diary]: string[] }, floors, endings, task };
};

const kindOf = (effect: string): "told" | "relay" | "recorded" => {
  if (/^(accept|greet|tell|interrupt|drop|takeFloor)/.test(effect)) return "told";
  return effect.endsWith("Relay") ? "relay" : "recorded";
};

/** Starts an interview from stored facts. */
export const startInterview = (facts: Partial<InterviewInput> = {}) => {
  const { ports, diary, floors, endings, task } = fakeInterview();
  const clock = new SteppingClock();
  const actor = createActor(interviewMachine.provide(ports), { input: { ...freshFacts, ...facts }, clock });
  actor.start();
  return {
    actor,
    clock,
    diary,
    /** Who had the floor, in order. */
    floors,
    /** How the interview would have ended if the object had died, in order; "" where it would go on. */
    endings,
    setup: task,
    /** Sends events; the name alone if an event has no fields. */
    send: (...events: (InterviewEvent | PlainType)[]) => {
      for (const event of events) actor.send(typeof event === "string" ? ({ type: event } as InterviewEvent) : event);
    },
    value: () => actor.getSnapshot().value,
    context: () => actor.getSnapshot().context,
  };
};

type PlainType = { [E in InterviewEvent as E["type"]]: { type: E["type"] } extends E ? E["type"] : never }[InterviewEvent["type"]];

/** An interview whose interviewer has opened it; its diary begins there. */
export const startConversation = async () => {
  const interview = startInterview();
  await interview.setup.answer({ isOpen: true });
  const greeting = { type: "gemini.transcribed", speaker: "AI", text: "Welcome.", soundMs: 0 } as const;
  interview.send("gemini.ready", "gemini.turnStarted", greeting, "gemini.turnEnded");
  for (const list of Object.values(interview.diary)) list.length = 0;
  return interview;
};

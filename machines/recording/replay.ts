import { type AnyActor, type AnyEventObject, type AnyStateMachine, type StateValue, createActor, fromCallback } from "xstate";
import { type Patience, patiences } from "../../contract/vocabulary.ts";
import { callMachine } from "../call.ts";
import { interviewMachine } from "../interview.ts";
import { delayedEvents, leavesOf } from "../chart.ts";
import { taskAnswers } from "./recordable.ts";
import type { Recording } from "./recording.ts";
import { StandInTask, standInEffects } from "./stand-in.ts";
import { SteppingClock } from "./stepping-clock.ts";

/** One line of a replay. `event` is as recorded, or `delay.elapsed` with the name of the delay if time alone brought it. */
export type ReplayStep = {
  readonly atMs: number;
  readonly event: AnyEventObject;
  readonly before: StateValue;
  readonly after: StateValue;
};

type Replay = { readonly start: StateValue; readonly steps: readonly ReplayStep[]; readonly end: StateValue };

/** Plays a recording through its chart with a simulated clock and ports that do nothing. Rejects with what the chart throws. */
export const replay = async (recording: Recording): Promise<Replay> => {
  const { machine, inputOf, task } = recording.machine === "interview" ? interviewBench() : callBench();
  const clock = new SteppingClock();
  const delays = delayedEvents(machine);
  const errors: unknown[] = [];
  const steps: ReplayStep[] = [];
  let elapsed = "";

  const wake = (facts: object): AnyActor => {
    const woken = createActor(machine, {
      input: inputOf({ ...recording.input, ...facts }),
      clock,
      inspect: (inspected) => {
        if (inspected.type === "@xstate.event") elapsed = delays.get(inspected.event.type) ?? elapsed;
      },
    });
    woken.subscribe({ error: (error) => errors.push(error) });
    return woken.start();
  };
  let actor = wake({});
  const state = (): StateValue => actor.getSnapshot().value;
  const step = async (atMs: number, event: AnyEventObject | null, happen: () => unknown): Promise<void> => {
    const before = state();
    await happen();
    if (errors.length > 0) throw errors[0];
    steps.push({ atMs, event: event ?? { type: "delay.elapsed", delay: elapsed }, before, after: state() });
  };

  const elapseTo = async (atMs: number): Promise<void> => {
    for (let due = clock.nextDueAtMs(); due !== null && due <= atMs; due = clock.nextDueAtMs()) {
      const dueAtMs = due;
      await step(dueAtMs, null, () => clock.passTo(dueAtMs));
    }
    if (clock.now() < atMs) clock.passTo(atMs);
  };

  const start = state();
  for (const { atMs, ...event } of recording.events) {
    await elapseTo(atMs);
    await step(atMs, event, () => {
      if (event.type === "host.woke") {
        actor.stop();
        actor = wake(event);
        return;
      }
      if (answerTypes.done.has(event.type)) return task.answer(event);
      if (answerTypes.failed.has(event.type)) return task.fail(new Error("As it was recorded"));
      actor.send({ ...leftOut[event.type], ...event });
    });
  }
  await elapseTo(recording.endsAtMs ?? 0);
  const end = state();
  actor.stop();
  return { start, steps, end };
};

type Facts = Readonly<Record<string, unknown>>;
type Bench = {
  readonly machine: AnyStateMachine;
  readonly inputOf: (facts: Facts) => object;
  readonly task: { answer(event: Facts): Promise<void>; fail(error: Error): Promise<void> };
};

const interviewBench = (): Bench => {
  const task = new StandInTask<{ isOpen: boolean; patience?: Patience | null }, { interviewId: string }>();
  return {
    machine: silenced(interviewMachine, { readSetup: task.logic }),
    inputOf: (facts) => ({ ...facts, interviewId: "replayed" }),
    task: {
      answer: ({ isOpen, patience }) => task.answer({ isOpen: isOpen === true, patience: patiences.find((it) => it === patience) ?? null }),
      fail: (error) => task.fail(error),
    },
  };
};

const callBench = (): Bench => {
  const task = new StandInTask<{ token: string }, { interviewId: string }>();
  return {
    machine: silenced(callMachine, { mintToken: task.logic }),
    inputOf: (facts) => ({ ...facts, interviewId: "replayed", resumeToken: facts.hasResumeToken === true ? "" : null }),
    task: { answer: () => task.answer({ token: "" }), fail: (error) => task.fail(error) },
  };
};

const silenced = (machine: AnyStateMachine, tasks: object): AnyStateMachine =>
  machine.provide({
    actors: { ...Object.fromEntries(Object.keys(machine.implementations.actors).map((name) => [name, silence])), ...tasks },
    actions: standInEffects(machine, () => undefined),
  });

const silence = fromCallback(() => undefined);

const answers = Object.values(taskAnswers);
const answerTypes = {
  done: new Set<string>(answers.map(({ done }) => done)),
  failed: new Set<string>(answers.map(({ failed }) => failed)),
};

/** Stand-ins for the fields that a recording leaves out: the charts pass them on but never decide by them. */
const leftOut: Readonly<Record<string, object>> = {
  "gemini.handleIssued": { handle: "" },
  "gemini.transcribed": { text: "", soundMs: 0 },
  "gemini.endCalled": { callId: "" },
  "text.stored": { text: "" },
  "session.started": { resumeToken: "", startedAtMs: 0, features: [] },
  "turn.changed": { untilMs: null },
  "text.sent": { text: "", clientId: "" },
  "text.taken": { clientId: "" },
  "agenda.received": { agenda: [] },
  "saved.received": { saved: { upToSeq: 0, atMs: 0, isDelivered: false } },
  "session.failed": { message: "" },
  "caption.received": { caption: { speaker: "AI", text: "", isFinal: false } },
};

/** The states of a value in words, such as "IN_PROGRESS.gemini.parked, IN_PROGRESS.client.away". */
export const stateText = (value: StateValue): string => leavesOf(value).join(", ");

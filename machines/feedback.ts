import { assign, setup } from "xstate";
import type { InputGate, ReportFailure } from "../contract/vocabulary.ts";
import { effectPort, resourcePort } from "./ports/port.ts";

/** In ms: the waits before each retry (the fifth applies from then on), and how long a busy model is tried at all. */
export const feedbackLimits = {
  retry1Ms: 5_000,
  retry2Ms: 30_000,
  retry3Ms: 2 * 60_000,
  retry4Ms: 10 * 60_000,
  retry5Ms: 60 * 60_000,
  giveUpMs: 24 * 60 * 60_000,
} as const;

/** What is stored of a job. The chart begins again from it when its object wakes. */
export type FeedbackInput = {
  jobId: string;
  /** How often the current step has failed for now. */
  tries: number;
  /** The assessment is made. */
  isAssessed: boolean;
  /** What has been made has not been delivered yet. */
  isOwing: boolean;
  /** Nothing more will be made. */
  isFinal: boolean;
};

type FeedbackContext = FeedbackInput & {
  /** The model has refused the schema, so it is told in words. */
  isPlain: boolean;
  /** The model's answer was cut off, so it is asked for less. */
  isShort: boolean;
  /** The model has once answered nothing usable. */
  hasStrayed: boolean;
};

export type FeedbackEvent =
  | { type: "job.asked"; jobId: string }
  | { type: "run.due" }
  /** `isSame`: nothing has changed since the assessment. */
  | { type: "input.read"; gate: InputGate; isSame: boolean }
  | { type: "input.unread" }
  | { type: "input.gone" }
  /** `isCoachable`: enough was verified for stronger answers and drills. */
  | { type: "model.wrote"; isCoachable: boolean }
  | { type: "model.busy"; afterMs: number | null; isLate: boolean }
  | { type: "model.cut" }
  | { type: "model.strayed" }
  | { type: "model.misunderstood" }
  | { type: "model.failed"; failure: ReportFailure }
  | { type: "delivery.made" }
  | { type: "delivery.unmade" }
  | { type: "delivery.gone" }
  | { type: "interview.deleted" };

export type ModelInput = { purpose: "assess" | "coach"; isPlain: boolean; isShort: boolean };

type None = { type: "none" };
const fails = (failure: ReportFailure) => ({ type: "keepFailure" as const, params: { failure } });
const waits = ["countTry", { type: "scheduleRun" as const, params: { afterMs: null } }] as const;
const modelOf =
  (purpose: ModelInput["purpose"]) =>
  ({ context }: { context: FeedbackContext }): ModelInput => ({ purpose, isPlain: context.isPlain, isShort: context.isShort });
const busy = ({ event }: { event: { afterMs: number | null } }) => ({ afterMs: event.afterMs });
const isGate = (is: InputGate) => ({
  type: "isGate" as const,
  params: ({ event }: { event: { gate: InputGate } }) => ({ gate: event.gate, is }),
});
const abstained = (gate: "SILENT" | "TOO_SHORT") => ({
  guard: isGate(gate),
  target: "delivering",
  actions: [{ type: "keepAbstention" as const, params: { gate } }, "finish" as const],
});

/**
 * The job that makes one interview's report: reads what was said, has the model judge it, stores what was verified and delivers it; then it
 * does the same for stronger answers and drills. It works while an alarm runs, and rests in `queued` and `waiting` until the next.
 */
export const feedbackMachine = setup({
  types: {
    input: {} as FeedbackInput,
    context: {} as FeedbackContext,
    events: {} as FeedbackEvent,
    tags: {} as "resting",
  },
  actors: {
    reader: resourcePort<None, undefined>("reader"),
    model: resourcePort<None, ModelInput>("model"),
    courier: resourcePort<None, undefined>("courier"),
  },
  actions: {
    adoptJob: effectPort<{ jobId: string }>("adoptJob"),
    scheduleRun: effectPort<{ afterMs: number | null }>("scheduleRun"),
    tellWaiting: effectPort<undefined>("tellWaiting"),
    keepAbstention: effectPort<{ gate: "SILENT" | "TOO_SHORT" }>("keepAbstention"),
    keepAssessment: effectPort<{ isFinal: boolean }>("keepAssessment"),
    keepCoaching: effectPort<undefined>("keepCoaching"),
    keepUncoached: effectPort<undefined>("keepUncoached"),
    keepFailure: effectPort<{ failure: ReportFailure }>("keepFailure"),
    keepDelivery: effectPort<undefined>("keepDelivery"),
    eraseJob: effectPort<undefined>("eraseJob"),
    beginJob: assign({
      jobId: (_, { jobId }: { jobId: string }) => jobId,
      tries: 0,
      isAssessed: false,
      isOwing: false,
      isFinal: false,
      isPlain: false,
      isShort: false,
      hasStrayed: false,
    }),
    countTry: assign({ tries: ({ context }) => context.tries + 1 }),
    setPlain: assign({ isPlain: true }),
    setShort: assign({ isShort: true }),
    setStrayed: assign({ hasStrayed: true }),
    setAssessed: assign({ isAssessed: true, isOwing: true, tries: 0, isPlain: false, isShort: false, hasStrayed: false }),
    setDelivered: assign({ isOwing: false, tries: 0 }),
    finish: assign({ isOwing: true, isFinal: true, tries: 0 }),
  },
  guards: {
    isUntried: ({ context }) => context.tries === 0 && !context.isAssessed && !context.isOwing,
    isOwing: ({ context }) => context.isOwing,
    isFinal: ({ context }) => context.isFinal,
    isAssessed: ({ context }) => context.isAssessed,
    isCoachable: ({ context }, params: { isSame: boolean }) => context.isAssessed && params.isSame,
    isPlain: ({ context }) => context.isPlain,
    isShort: ({ context }) => context.isShort,
    hasStrayed: ({ context }) => context.hasStrayed,
    isOther: ({ context }, params: { jobId: string }) => context.jobId !== params.jobId,
    isGate: (_, params: { gate: InputGate; is: InputGate }) => params.gate === params.is,
    goesOn: (_, params: { isCoachable: boolean }) => params.isCoachable,
    isLate: (_, params: { isLate: boolean }) => params.isLate,
  },
}).createMachine({
  id: "feedback",
  context: ({ input }) => ({ ...input, isPlain: false, isShort: false, hasStrayed: false }),
  initial: "arriving",
  on: {
    "job.asked": {
      guard: { type: "isOther", params: ({ event }) => ({ jobId: event.jobId }) },
      target: ".queued",
      actions: [
        { type: "adoptJob", params: ({ event }) => ({ jobId: event.jobId }) },
        { type: "beginJob", params: ({ event }) => ({ jobId: event.jobId }) },
      ],
    },
    "interview.deleted": { target: ".erased" },
  },
  states: {
    queued: {
      tags: "resting",
      on: { "run.due": { target: "reading" } },
    },
    arriving: {
      always: [{ guard: "isUntried", target: "queued" }, { target: "waiting" }],
    },
    waiting: {
      tags: "resting",
      on: { "run.due": [{ guard: "isOwing", target: "delivering" }, { target: "reading" }] },
    },
    reading: {
      invoke: { src: "reader" },
      on: {
        "input.read": [
          { guard: { type: "isCoachable", params: ({ event }) => ({ isSame: event.isSame }) }, target: "coaching" },
          { guard: "isAssessed", target: "delivering", actions: ["keepUncoached", "finish"] },
          abstained("SILENT"),
          abstained("TOO_SHORT"),
          { target: "assessing" },
        ],
        "input.unread": { target: "waiting", actions: [...waits] },
        "input.gone": { target: "erased" },
      },
    },
    assessing: {
      invoke: { src: "model", input: modelOf("assess") },
      on: {
        "model.wrote": [
          {
            guard: { type: "goesOn", params: ({ event }) => ({ isCoachable: event.isCoachable }) },
            target: "delivering",
            actions: [{ type: "keepAssessment", params: { isFinal: false } }, "setAssessed"],
          },
          { target: "delivering", actions: [{ type: "keepAssessment", params: { isFinal: true } }, "setAssessed", "finish"] },
        ],
        "model.busy": [
          {
            guard: { type: "isLate", params: ({ event }) => ({ isLate: event.isLate }) },
            target: "delivering",
            actions: [fails("unavailable"), "finish"],
          },
          { target: "waiting", actions: ["countTry", { type: "scheduleRun", params: busy }, "tellWaiting"] },
        ],
        "model.misunderstood": [
          { guard: "isPlain", target: "delivering", actions: [fails("refused"), "finish"] },
          { target: "assessing", reenter: true, actions: "setPlain" },
        ],
        "model.strayed": [
          { guard: "hasStrayed", target: "delivering", actions: [fails("refused"), "finish"] },
          { target: "assessing", reenter: true, actions: "setStrayed" },
        ],
        "model.cut": [
          { guard: "isShort", target: "delivering", actions: [fails("refused"), "finish"] },
          { target: "assessing", reenter: true, actions: "setShort" },
        ],
        "model.failed": {
          target: "delivering",
          actions: [{ type: "keepFailure", params: ({ event }) => ({ failure: event.failure }) }, "finish"],
        },
      },
    },
    coaching: {
      invoke: { src: "model", input: modelOf("coach") },
      on: {
        "model.wrote": { target: "delivering", actions: ["keepCoaching", "finish"] },
        "model.busy": [
          {
            guard: { type: "isLate", params: ({ event }) => ({ isLate: event.isLate }) },
            target: "delivering",
            actions: ["keepUncoached", "finish"],
          },
          { target: "waiting", actions: ["countTry", { type: "scheduleRun", params: busy }, "tellWaiting"] },
        ],
        "model.misunderstood": [
          { guard: "isPlain", target: "delivering", actions: ["keepUncoached", "finish"] },
          { target: "coaching", reenter: true, actions: "setPlain" },
        ],
        "model.strayed": [
          { guard: "hasStrayed", target: "delivering", actions: ["keepUncoached", "finish"] },
          { target: "coaching", reenter: true, actions: "setStrayed" },
        ],
        "model.cut": [
          { guard: "isShort", target: "delivering", actions: ["keepUncoached", "finish"] },
          { target: "coaching", reenter: true, actions: "setShort" },
        ],
        "model.failed": { target: "delivering", actions: ["keepUncoached", "finish"] },
      },
    },
    delivering: {
      invoke: { src: "courier" },
      on: {
        "delivery.made": [
          { guard: "isFinal", target: "erased" },
          { target: "reading", actions: ["keepDelivery", "setDelivered"] },
        ],
        "delivery.unmade": { target: "waiting", actions: [...waits] },
        "delivery.gone": { target: "erased" },
      },
    },
    erased: {
      tags: "resting",
      entry: "eraseJob",
    },
  },
});

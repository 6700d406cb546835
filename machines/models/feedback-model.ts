import { type FeedbackEvent, feedbackMachine } from "../feedback.ts";
import { fakeFeedback, freshJob } from "../testing/feedback-bench.ts";
import type { ChartModel } from "./chart-model.ts";
import { type Exploration, explore } from "./exploration.ts";

const gates = ["OPEN", "SILENT", "TOO_SHORT"] as const;

const events = [
  { type: "job.asked", jobId: "j1" },
  { type: "job.asked", jobId: "j2" },
  { type: "run.due" },
  ...gates.map((gate) => ({ type: "input.read" as const, gate, isSame: true })),
  { type: "input.read", gate: "OPEN", isSame: false },
  { type: "input.unread" },
  { type: "input.gone" },
  { type: "model.wrote", isCoachable: true },
  { type: "model.wrote", isCoachable: false },
  { type: "model.busy", afterMs: null, isLate: false },
  { type: "model.busy", afterMs: null, isLate: true },
  { type: "model.cut" },
  { type: "model.strayed" },
  { type: "model.misunderstood" },
  { type: "model.failed", failure: "quota" },
  { type: "delivery.made" },
  { type: "delivery.unmade" },
  { type: "delivery.gone" },
  { type: "interview.deleted" },
] as const satisfies readonly FeedbackEvent[];

const assessed = { ...freshJob, isAssessed: true };

/** How to walk the feedback chart: from a fresh job and from everything that storage may hold when the object wakes. */
export const feedbackModel: ChartModel = {
  machine: feedbackMachine,
  fake: fakeFeedback,
  inputs: [
    freshJob,
    { ...freshJob, tries: 1 },
    assessed,
    { ...assessed, isOwing: true },
    { ...assessed, isOwing: true, isFinal: true },
    { ...freshJob, isOwing: true, isFinal: true },
  ],
  events,
  tasks: [],
  // One more try is like the one before, and each of the three kinds of unusable answer is walked by itself.
  isFarEnough: ({ context }) => context.tries > 1 || [context.isPlain, context.isShort, context.hasStrayed].filter(Boolean).length > 1,
  mainLine: ["run.due", "input.read", "model.wrote", "delivery.made"],
};

let explored: Promise<Exploration> | undefined;

/** Walks the whole chart, once per process. */
export const exploreFeedback = (): Promise<Exploration> => (explored ??= explore(feedbackModel));

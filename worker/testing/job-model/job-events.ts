import type { AnyEventObject, AnyMachineSnapshot } from "xstate";
import type { JobWorld } from "./job-world.ts";

type Entry = {
  /** Whether the event can come in this state. Without it, it can wherever the chart listens for it. */
  readonly comes?: (there: AnyMachineSnapshot, event: AnyEventObject) => boolean;
  readonly bring: (world: JobWorld, event: AnyEventObject) => Promise<void>;
};

const transcripts = { OPEN: "strong", SILENT: "silent", TOO_SHORT: "oneWord" } as const;
const perDay = { status: 429, details: [{ quotaId: "GenerateRequestsPerDayPerProject" }] };

/** What is really done to bring about each event of the feedback chart, by its name in a path. */
export const realJobEvents: Readonly<Record<string, Entry>> = {
  "job.asked": { bring: (world, { jobId }) => world.ask(jobId) },
  "run.due": { bring: (world) => world.ring() },
  // What was assessed was enough to go on, and the same transcript is enough again.
  "input.read": {
    comes: ({ context }, { gate, isSame }) => gate === "OPEN" || (!context.isAssessed && isSame),
    bring: (world, { gate, isSame }) => world.readInput(isSame ? transcripts[gate as keyof typeof transcripts] : "weak"),
  },
  "input.unread": { bring: (world) => world.appAnswers({ status: 500 }) },
  "input.gone": { bring: (world) => world.appAnswers({ status: 404 }) },
  "model.wrote": { bring: (world, { isCoachable }) => world.modelAnswers(isCoachable ? {} : { text: "{}" }) },
  "model.busy": { bring: (world, { isLate }) => world.modelIsBusy({ isLate }) },
  "model.cut": { bring: (world) => world.modelAnswers({ text: "{", finishReason: "MAX_TOKENS" }) },
  "model.strayed": { bring: (world) => world.modelAnswers({ text: "", finishReason: "OTHER" }) },
  "model.misunderstood": { bring: (world) => world.modelAnswers({ status: 400, message: "Request contains an invalid argument." }) },
  "model.failed": { bring: (world) => world.modelAnswers(perDay) },
  "delivery.made": { bring: (world) => world.appAnswers({}) },
  "delivery.unmade": { bring: (world) => world.appAnswers({ status: 500 }) },
  "delivery.gone": { bring: (world) => world.appAnswers({ status: 409 }) },
  "interview.deleted": { bring: (world) => world.remove() },
};

const idle = { asked: [], writing: [] };
const working = { isEmpty: false, isArmed: true };

/** What is seen from outside in each state of the feedback chart. `arriving` is left as soon as it is entered. */
export const jobEvidence = {
  queued: { ...idle, ...working, isOwing: false },
  waiting: { ...idle, ...working },
  reading: { ...working, asked: ["input"], writing: [], isOwing: false },
  assessing: { ...working, asked: [], writing: ["assessment"], isOwing: false },
  coaching: { ...working, asked: [], writing: ["coaching"], isOwing: false },
  delivering: { ...working, asked: ["result"], writing: [], isOwing: true },
  erased: { ...idle, isEmpty: true, isArmed: false },
} as const;

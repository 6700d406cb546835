import { taskAnswers } from "../recording/recordable.ts";
import { interviewMachine } from "../interview.ts";
import type { InterviewEvent } from "../interview/events.ts";
import { fakeInterview, freshFacts } from "../testing/interview-bench.ts";
import type { ChartModel } from "./chart-model.ts";
import { type Exploration, explore } from "./exploration.ts";
import { isFarEnough } from "./interview-pruning.ts";

const events = [
  { type: "client.joined" },
  { type: "client.left" },
  { type: "client.ended", isAnswerOpen: false },
  { type: "client.ended", isAnswerOpen: true },
  { type: "client.expelled" },
  { type: "gemini.ready" },
  { type: "gemini.lost", code: 1011 },
  { type: "gemini.lost", code: 1007 },
  { type: "gemini.refused", code: 1008, failure: "geminiMisconfigured" },
  { type: "gemini.closed" },
  { type: "gemini.goingAway", timeLeftMs: 15_000 },
  { type: "gemini.handleIssued", handle: "h1" },
  { type: "gemini.turnStarted" },
  { type: "gemini.turnEnded", audibleForMs: 100 },
  { type: "gemini.turnEnded", audibleForMs: 0 },
  { type: "gemini.interrupted", soundMs: 2_000, heardMs: 500 },
  { type: "gemini.transcribed", speaker: "AI", text: "Welcome.", soundMs: 0 },
  { type: "gemini.transcribed", speaker: "USER", text: "Hello.", soundMs: 0 },
  { type: "gemini.endCalled", callId: "c1", reason: "plan_done", usedShare: 1, isFarewellSaid: false },
  { type: "gemini.endCalled", callId: "c1", reason: "plan_done", usedShare: 1, isFarewellSaid: true },
  { type: "gemini.endCalled", callId: "c1", reason: "plan_done", usedShare: 1, isFarewellSaid: true, audibleForMs: 100 },
  { type: "gemini.endCalled", callId: "c1", reason: "plan_done", usedShare: 0, isFarewellSaid: false },
  { type: "gemini.endCalled", callId: "c1", reason: "plan_done", usedShare: 0, isFarewellSaid: true },
  { type: "gemini.endCalled", callId: "c1", reason: "candidate_asked", usedShare: 0, isFarewellSaid: false },
  { type: "gemini.endCancelled" },
  { type: "gemini.stalled" },
  { type: "speech.heard" },
  { type: "answer.due" },
  { type: "wrapUp.due" },
  { type: "plan.covered" },
  { type: "voice.began", takesFloor: true },
  { type: "voice.began", takesFloor: false },
  { type: "voice.ended", spokenMs: 500 },
  { type: "voice.lost" },
  { type: "text.stored", text: "I led it." },
  { type: "patience.chosen", patience: "PATIENT" },
  { type: "talk.pressed" },
  { type: "talk.released" },
  { type: "think.began" },
  { type: "think.ended" },
  { type: "muted", isOn: true },
  { type: "muted", isOn: false },
  { type: "steered", what: "ANSWER_DONE" },
  { type: "steered", what: "REPHRASE" },
  { type: "steered", what: "END_CONFIRMED" },
  { type: "steered", what: "END_DECLINED" },
  { type: "deadline.passed" },
  { type: "grace.passed" },
  { type: "silence.passed" },
  { type: "retry.due" },
  { type: "cleanup.due" },
  { type: "outbox.emptied" },
  { type: "app.ended", status: "COMPLETED" },
  { type: "app.ended", status: "ERROR" },
  { type: "interview.deleted" },
] as const satisfies readonly InterviewEvent[];

const { done, failed } = taskAnswers.readSetup;

/** What happens between the candidate and Gemini while both are there. */
const ofTheRoom: ReadonlySet<string> = new Set([
  "voice.began",
  "voice.ended",
  "voice.lost",
  "text.stored",
  "patience.chosen",
  "talk.pressed",
  "talk.released",
  "think.began",
  "think.ended",
  "muted",
  "steered",
]);

const ofATurn: ReadonlySet<string> = new Set([
  "gemini.turnStarted",
  "gemini.turnEnded",
  "gemini.interrupted",
  "gemini.endCalled",
  "gemini.endCancelled",
  "answer.due",
  "plan.covered",
]);

/** What still happens on a connection that was closed in the middle of a turn. */
const ofALastTurn: ReadonlySet<string> = new Set(["gemini.turnEnded", "gemini.interrupted", "text.stored", "voice.began"]);

const woken = { ...freshFacts, status: "IN_PROGRESS" } as const;

/** How to walk the interview chart: from a fresh interview and from everything that storage may hold when the object wakes. */
export const interviewModel: ChartModel = {
  machine: interviewMachine,
  fake: fakeInterview,
  inputs: [
    freshFacts,
    { ...freshFacts, hasClient: false },
    { ...freshFacts, hasClient: false, openings: 5 },
    { ...woken, isResumable: true },
    { ...woken, isResumable: true, hasSpoken: true },
    // A quick interviewer's pause is over before Gemini counts as slow.
    ...(["THINKING", "PONDERING", "ANSWERING"] as const).flatMap((hush) =>
      [true, false].map((hasSpoken) => ({ ...woken, isResumable: true, hasSpoken, hush, patience: "QUICK" })),
    ),
    { ...woken, hasClient: false },
    { ...woken, endReason: "USER_INITIATED", hasClient: false },
    ...(["COMPLETED", "ERROR"] as const).flatMap((status) =>
      [false, true].map((isDelivered) => ({ ...freshFacts, status, isDelivered, hasClient: false })),
    ),
  ],
  events,
  tasks: [
    { step: { type: done, isOpen: true }, event: { type: "xstate.done.actor.readSetup", output: { isOpen: true } } },
    { step: { type: done, isOpen: false }, event: { type: "xstate.done.actor.readSetup", output: { isOpen: false } } },
    { step: { type: failed }, event: { type: "xstate.error.actor.readSetup", error: { message: "The app is away" } } },
  ],
  // In a farewell, and while Gemini is away, nobody is asked for anything, unless they were asked whether to end. What is typed meanwhile
  // waits.
  canHappen: (there, { type, reason, audibleForMs }) => {
    if (reason === "candidate_asked" && there.context.refusals > 1) return false;
    if (type === "speech.heard")
      return there.matches({ IN_PROGRESS: { floor: { farewell: "playing" } } }) || there.matches({ IN_PROGRESS: { floor: "open" } });
    // Whether the interviewer is still heard matters at its goodbye.
    if (type === "gemini.turnEnded" && audibleForMs === 0 && !there.matches({ IN_PROGRESS: { floor: { farewell: "closing" } } }))
      return false;
    if (type === "gemini.endCalled" && audibleForMs !== undefined && !there.matches({ IN_PROGRESS: { floor: "open" } })) return false;
    if (there.matches({ IN_PROGRESS: { gemini: "leaving" } }) && ofALastTurn.has(type)) return true;
    if (ofATurn.has(type)) return there.matches({ IN_PROGRESS: { gemini: "conversing" } });
    if (!ofTheRoom.has(type)) return true;
    const isAway = ["retelling", "reopening"].some((resuming) => there.matches({ IN_PROGRESS: { gemini: { resuming } } }));
    if ((type === "text.stored" || type === "think.began") && isAway && there.matches({ IN_PROGRESS: { floor: "open" } })) return true;
    const isUnconfirmed = there.matches({ IN_PROGRESS: { floor: { open: "unconfirmed" } } });
    if (isAway && isUnconfirmed && ["steered", "muted", "patience.chosen"].includes(type)) return true;
    const isFarewell = there.matches({ IN_PROGRESS: { floor: "farewell" } });
    return there.matches({ IN_PROGRESS: { gemini: "conversing" } }) && (!isFarewell || type === "text.stored");
  },
  isFarEnough,
  mainLine: [
    "xstate.done.actor.readSetup",
    "gemini.ready",
    "gemini.handleIssued",
    "gemini.turnStarted",
    "gemini.turnEnded",
    "client.ended",
  ],
};

let explored: Promise<Exploration> | undefined;

/** Walks the whole chart, once per process. */
export const exploreInterview = (): Promise<Exploration> => (explored ??= explore(interviewModel));

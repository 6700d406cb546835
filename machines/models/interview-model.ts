import { taskAnswers } from "../recording/recordable.ts";
import { type InterviewEvent, interviewMachine } from "../interview.ts";
import { fakeInterview, freshFacts } from "../testing/interview-bench.ts";
import type { ChartModel } from "./chart-model.ts";
import { type Exploration, explore } from "./exploration.ts";

const events = [
  { type: "client.joined" },
  { type: "client.left" },
  { type: "client.ended", isAnswerOpen: false },
  { type: "client.ended", isAnswerOpen: true },
  { type: "client.expelled" },
  { type: "gemini.ready" },
  { type: "gemini.lost", code: 1011 },
  { type: "gemini.lost", code: 1007 },
  { type: "gemini.refused", code: 1008 },
  { type: "gemini.closed" },
  { type: "gemini.goingAway", timeLeftMs: 15_000 },
  { type: "gemini.handleIssued", handle: "h1" },
  { type: "gemini.turnStarted" },
  { type: "gemini.turnEnded" },
  { type: "gemini.interrupted", soundMs: 2_000, heardMs: 500 },
  { type: "gemini.transcribed", speaker: "AI", text: "Welcome.", soundMs: 0 },
  { type: "gemini.transcribed", speaker: "USER", text: "Hello.", soundMs: 0 },
  { type: "gemini.endCalled", callId: "c1", reason: "plan_done", usedShare: 1, isFarewellSaid: false },
  { type: "gemini.endCalled", callId: "c1", reason: "plan_done", usedShare: 1, isFarewellSaid: true },
  { type: "gemini.endCalled", callId: "c1", reason: "plan_done", usedShare: 0, isFarewellSaid: false },
  { type: "gemini.endCalled", callId: "c1", reason: "plan_done", usedShare: 0, isFarewellSaid: true },
  { type: "gemini.endCancelled" },
  { type: "gemini.stalled" },
  { type: "answer.due" },
  { type: "wrapUp.due" },
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

/** How to walk the interview chart: from a fresh interview and from everything that storage may hold when the object wakes. */
export const interviewModel: ChartModel = {
  machine: interviewMachine,
  fake: fakeInterview,
  inputs: [
    freshFacts,
    { ...freshFacts, hasClient: false },
    { ...freshFacts, hasClient: false, openings: 5 },
    { ...freshFacts, status: "IN_PROGRESS", isResumable: true },
    { ...freshFacts, status: "IN_PROGRESS", isResumable: true, hasSpoken: true },
    { ...freshFacts, status: "IN_PROGRESS", hasClient: false },
    { ...freshFacts, status: "IN_PROGRESS", endReason: "USER_INITIATED", hasClient: false },
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
  // How often Gemini was tried plays no part in a conversation, and who comes again begins as the one before. What is seldom is seen by
  // itself, or with what it needs; and only a plain conversation is resumed in more than one attempt.
  isFarEnough: ({ context, value }) => {
    const { gemini, client } = value.IN_PROGRESS ?? {};
    const isTalking = gemini?.conversing !== undefined;
    const isDue = gemini?.conversing?.due !== undefined;
    const isContinued = isTalking && context.attempts > 0;
    const isPressed = context.refusals > 0 || context.isWrapUpDue;
    const seldom = [
      isPressed,
      context.hasReturned,
      context.isGoingAway,
      client === "away",
      isContinued,
      isTalking && !context.hasSpoken,
      isDue,
    ];
    const count = seldom.filter(Boolean).length;
    const belongs = (isContinued && (context.isGoingAway || isDue || !context.hasSpoken)) || (isDue && isPressed);
    const isPlain = context.hasSpoken && !context.isOwed && !context.isHandleFresh && !isPressed && !context.hasReturned;
    return (
      (context.attempts > 0 && context.openings > context.attempts) ||
      (context.attempts > 1 && (isTalking || (gemini?.resuming !== undefined && !isPlain))) ||
      count > (belongs ? 2 : 1)
    );
  },
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

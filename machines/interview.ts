import { assign, cancel, raise, sendTo, setup, spawnChild, stopChild } from "xstate";
import type { Failure } from "../contract/codes.ts";
import { connectMs, lastWordsMs, storeMs } from "../contract/limits.ts";
import type { EndReason, Speaker, Status } from "../contract/vocabulary.ts";
import { effectPort, resourcePort, taskPort } from "./port.ts";

/** How a Gemini session is opened: a first one, one continued by its resumption handle, or a fresh one told the conversation so far. */
export type OpenMode = "start" | "resume" | "retell";

/** Why the interviewer says that the interview is over; what it says beside these counts as `plan_done`. */
export type EndCallReason = "plan_done" | "candidate_asked" | "candidate_silent";

/**
 * What the interviewer is asked for by a text of ours: to open, once more where it did not, to go on where an answer is due, to go on
 * where a lost connection stopped, to come to an end.
 */
export type Cue = "open" | "openAgain" | "answer" | "continue" | "wrapUp";

/** What the chart and its other regions tell the Gemini connection. `activity.*` frame the candidate's sound where we end their turns. */
export type GeminiCommand =
  | { type: "cued"; cue: Cue }
  | { type: "told"; text: string }
  | { type: "end.granted"; callId: string; isFarewellSaid: boolean }
  | { type: "end.refused"; callId: string }
  | { type: "activity.began" }
  | { type: "activity.ended" }
  | { type: "answer.ended" };

/** Limits of the chart's own timers, in ms. The session's deadline and the grace are the object's alarms instead: they outlive the process. */
export type InterviewLimits = {
  setupMs: number;
  connectMs: number;
  attemptMs: number;
  backoffMs: number;
  resumeMs: number;
  resumeAttemptMs: number;
  nudgeMs: number;
  unansweredMs: number;
  unopenedMs: number;
  farewellMs: number;
  wordsMs: number;
  lateWordsMs: number;
  storeMs: number;
  rotationPaceMs: number;
};

export const defaultLimits: InterviewLimits = {
  setupMs: 2_000,
  connectMs,
  attemptMs: 10_000,
  backoffMs: 500,
  resumeMs: 10_000,
  resumeAttemptMs: 4_000,
  nudgeMs: 8_000,
  unansweredMs: 7_000,
  unopenedMs: 12_000,
  farewellMs: 11_500,
  wordsMs: lastWordsMs,
  lateWordsMs: 500,
  storeMs,
  rotationPaceMs: 12_000,
};

/** Gemini is opened so often for an interview that does not become live. */
const mostOpenings = 5;
const slowestPace = 32;
/** A connection that says goodbye is left at the latest when it has so long to live, in ms. */
const lastMomentMs = 5_000;
/** Of the interview's time, so much must be used before the interviewer may end it. */
const enoughShare = { plan_done: 0.6, candidate_asked: 0.75 };
/** A model that asks again after so many refusals is not held any longer. */
const mostRefusals = 2;

/** The stored facts that the machine restarts from, and who is there now. */
export type InterviewInput = {
  interviewId: string;
  status: Status;
  isResumable: boolean;
  isDelivered: boolean;
  /** Why it ended, or is about to, where a restart finds it so. */
  endReason?: EndReason | null;
  hasClient: boolean;
  /** Whether the interviewer has said anything yet. */
  hasSpoken?: boolean;
  /** How often Gemini was opened, where it never was live. */
  openings?: number;
  /** How often it has rotated, where a recording begins in its middle. */
  rotations?: number;
  limits?: Partial<InterviewLimits>;
};

export type InterviewContext = {
  interviewId: string;
  restartsAs: Status;
  limits: InterviewLimits;
  hasClient: boolean;
  isConnected: boolean;
  isResumable: boolean;
  isDelivered: boolean;
  isGoingAway: boolean;
  /** This connection has issued a handle. */
  hasHandle: boolean;
  /** Nothing was said since the newest handle was issued: a rotation loses no words. */
  isHandleFresh: boolean;
  wasResumed: boolean;
  hasSpoken: boolean;
  /** The interviewer has the floor: it speaks, or is to. */
  isOwed: boolean;
  /** Gemini has ended a session once without a goodbye. */
  hasReturned: boolean;
  isWrapUpDue: boolean;
  refusals: number;
  /** Whether the last rotation is long enough ago for another. */
  isRested: boolean;
  rotations: number;
  attempts: number;
  openings: number;
  endReason: EndReason | null;
  failure: Failure | null;
};

export type InterviewEvent =
  | { type: "client.joined" }
  | { type: "client.left" }
  | { type: "client.ended"; isAnswerOpen: boolean }
  | { type: "client.expelled" }
  | { type: "gemini.ready" }
  | { type: "gemini.lost"; code: number }
  | { type: "gemini.refused"; code: number }
  | { type: "gemini.closed" }
  | { type: "gemini.goingAway"; timeLeftMs: number }
  | { type: "gemini.handleIssued"; handle: string }
  | { type: "gemini.turnStarted" }
  | { type: "gemini.turnEnded" }
  | { type: "gemini.interrupted"; soundMs: number; heardMs: number }
  | { type: "gemini.transcribed"; speaker: Speaker; text: string; soundMs: number }
  | { type: "gemini.endCalled"; callId: string; reason: EndCallReason; usedShare: number; isFarewellSaid: boolean }
  | { type: "gemini.endCancelled" }
  | { type: "gemini.stalled" }
  | { type: "answer.due" }
  | { type: "wrapUp.due" }
  | { type: "rotation.due" }
  | { type: "rotation.allowed" }
  | { type: "deadline.passed" }
  | { type: "grace.passed" }
  | { type: "silence.passed" }
  | { type: "retry.due" }
  | { type: "cleanup.due" }
  | { type: "outbox.emptied" }
  | { type: "app.ended"; status: "COMPLETED" | "ERROR" }
  | { type: "interview.deleted" };

const end = (reason: EndReason) => ({
  target: "#interview.COMPLETED.storing" as const,
  actions: { type: "setEnd" as const, params: { reason } },
});

const fail = (failure: Failure) => ({
  target: "#interview.ERROR.storing" as const,
  actions: { type: "setFailure" as const, params: { failure } },
});

const paceOf = ({ limits, rotations }: InterviewContext): number =>
  limits.rotationPaceMs * Math.min(slowestPace, 2 ** Math.max(0, rotations - 1));

const cue = (it: Cue) => ({ type: "cue" as const, params: { cue: it } });

type EndCalled = Extract<InterviewEvent, { type: "gemini.endCalled" }>;
const grantEnd = { type: "grantEnd" as const, params: ({ event }: { event: EndCalled }) => event };
const refuseEnd = { type: "refuseEnd" as const, params: ({ event }: { event: EndCalled }) => event };
const isEndGranted = { type: "isEndGranted" as const, params: ({ event }: { event: EndCalled }) => event };
const isEndAnnounced = { type: "isEndAnnounced" as const, params: ({ event }: { event: EndCalled }) => event };

/** By contract: a plan that is through ends the interview from most of its time on, a candidate's wish near its end, a third call always. */
const grantsEnd = ({ refusals }: InterviewContext, { reason, usedShare }: EndCalled): boolean =>
  refusals >= mostRefusals || (reason !== "candidate_silent" && usedShare >= enoughShare[reason]);

const abandonHandle = [{ type: "setResumable" as const, params: { isResumable: false } }, "forgetHandle" as const] as const;

/** A session that does not answer is not continued: a fresh one is told all that was said. */
const unanswered = { target: "#interview.IN_PROGRESS.gemini.resuming" as const, actions: abandonHandle };

const drop = { type: "dropClient" as const };

type Transcribed = Extract<InterviewEvent, { type: "gemini.transcribed" }>;
const recordWords = {
  type: "recordWords" as const,
  params: ({ event: { speaker, text, soundMs } }: { event: Transcribed }) => ({ speaker, text, soundMs }),
};

type Cut = Extract<InterviewEvent, { type: "gemini.interrupted" }>;
const cutTurn = { type: "cutTurn" as const, params: ({ event: { soundMs, heardMs } }: { event: Cut }) => ({ soundMs, heardMs }) };

/**
 * The server side of one interview: the four statuses that the app stores, with what the Durable Object does inside each.
 * Sound never passes through it: `conversing` opens the relay, and leaving it closes the relay.
 */
export const interviewMachine = setup({
  types: {
    input: {} as InterviewInput,
    context: {} as InterviewContext,
    events: {} as InterviewEvent,
  },
  actors: {
    readSetup: taskPort<{ isOpen: boolean }, { interviewId: string }>("readSetup"),
    gemini: resourcePort<GeminiCommand, { mode: OpenMode }>("gemini"),
    outbox: resourcePort<{ type: "deliver" }, { interviewId: string }>("outbox"),
  },
  actions: {
    acceptClient: effectPort<undefined>("acceptClient"),
    openRelay: effectPort<undefined>("openRelay"),
    closeRelay: effectPort<undefined>("closeRelay"),
    greetClient: effectPort<undefined>("greetClient"),
    interruptClient: effectPort<undefined>("interruptClient"),
    tellEnd: effectPort<{ reason: EndReason | null }>("tellEnd"),
    tellFailure: effectPort<{ failure: Failure | null }>("tellFailure"),
    dropClient: effectPort<undefined>("dropClient"),
    recordOpening: effectPort<{ openings: number }>("recordOpening"),
    recordStart: effectPort<undefined>("recordStart"),
    recordEndRequest: effectPort<undefined>("recordEndRequest"),
    recordHandle: effectPort<{ handle: string }>("recordHandle"),
    forgetHandle: effectPort<undefined>("forgetHandle"),
    recordWords: effectPort<{ speaker: Speaker; text: string; soundMs: number }>("recordWords"),
    startTurn: effectPort<undefined>("startTurn"),
    finishTurn: effectPort<undefined>("finishTurn"),
    cutTurn: effectPort<{ soundMs: number; heardMs: number }>("cutTurn"),
    finishUtterances: effectPort<undefined>("finishUtterances"),
    recordEnd: effectPort<{ status: "COMPLETED" | "ERROR"; reason: EndReason | null }>("recordEnd"),
    silenceRelay: effectPort<undefined>("silenceRelay"),
    startGrace: effectPort<undefined>("startGrace"),
    stopGrace: effectPort<undefined>("stopGrace"),
    scheduleCleanup: effectPort<undefined>("scheduleCleanup"),
    stopCleanup: effectPort<undefined>("stopCleanup"),
    erase: effectPort<undefined>("erase"),
    cue: sendTo("gemini", (_, params: { cue: Cue }) => ({ type: "cued" as const, cue: params.cue })),
    grantEnd: sendTo("gemini", (_, { callId, isFarewellSaid }: EndCalled) => ({ type: "end.granted" as const, callId, isFarewellSaid })),
    refuseEnd: sendTo("gemini", (_, { callId }: EndCalled) => ({ type: "end.refused" as const, callId })),
    setClient: assign({ hasClient: (_, params: { isThere: boolean }) => params.isThere }),
    setEnd: assign({ endReason: (_, params: { reason: EndReason }) => params.reason }),
    setFailure: assign({ failure: (_, params: { failure: Failure }) => params.failure, endReason: () => "GEMINI_FAILED" as const }),
    setGoingAway: assign({ isGoingAway: () => true }),
    setResumable: assign({ isResumable: (_, params: { isResumable: boolean }) => params.isResumable }),
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
    countOpening: assign({ openings: ({ context }) => context.openings + 1 }),
    resetAttempts: assign({ attempts: () => 0, isGoingAway: () => false, hasHandle: () => false }),
    setHasHandle: assign({ hasHandle: () => true }),
    setSpoken: assign({ hasSpoken: () => true }),
    setOwed: assign({ isOwed: (_, params: { isOwed: boolean }) => params.isOwed }),
    setReturned: assign({ hasReturned: () => true }),
    setWrapUp: assign({ isWrapUpDue: (_, params: { isDue: boolean }) => params.isDue }),
    countRefusal: assign({ refusals: ({ context }) => context.refusals + 1 }),
    countRotation: assign({ isRested: () => false, rotations: ({ context }) => context.rotations + 1 }),
    setRested: assign({ isRested: () => true }),
    setHandleFresh: assign({ isHandleFresh: (_, params: { isFresh: boolean }) => params.isFresh }),
    setConnected: assign({ isConnected: () => true, attempts: () => 0, openings: () => 0 }),
    setResumed: assign({ wasResumed: (_, params: { wasResumed: boolean }) => params.wasResumed }),
  },
  guards: {
    hasClient: ({ context }) => context.hasClient,
    isConnected: ({ context }) => context.isConnected,
    isResumable: ({ context }) => context.isResumable,
    isGoingAway: ({ context }) => context.isGoingAway,
    canRotateNow: ({ context }) => context.isGoingAway && context.hasHandle && context.isRested,
    canReturn: ({ context }) => context.isResumable && !context.hasReturned,
    isUnopened: ({ context }) => !context.hasSpoken,
    // A fresh session is told all that was said; one that was resumed by an older handle has forgotten what came after it.
    hasLostWords: ({ context }) => context.isOwed || (context.wasResumed && !context.isHandleFresh),
    isWrapUpDue: ({ context }) => context.isWrapUpDue,
    isEndGranted: ({ context }, params: EndCalled) => grantsEnd(context, params),
    isEndAnnounced: ({ context }, params: EndCalled) => params.isFarewellSaid && grantsEnd(context, params),
    isContextBroken: (_, params: { code: number }) => params.code === 1007,
    wasEnding: ({ context }) => context.endReason !== null && context.restartsAs === "IN_PROGRESS",
    wasInProgress: ({ context }) => context.restartsAs === "IN_PROGRESS",
    wasCompleted: ({ context }) => context.restartsAs === "COMPLETED",
    wasFailed: ({ context }) => context.restartsAs === "ERROR",
    isDelivered: ({ context }) => context.isDelivered,
    hasOpeningLeft: ({ context }) => context.openings < mostOpenings,
    hasAttemptLeft: ({ context }) => context.attempts < 3,
    hasResumeLeft: ({ context }) => context.attempts < 2,
    isOpen: (_, params: { isOpen: boolean }) => params.isOpen,
    isAnswerOpen: (_, params: { isAnswerOpen: boolean }) => params.isAnswerOpen,
    isInterviewer: (_, params: { speaker: Speaker }) => params.speaker === "AI",
    isCandidate: (_, params: { speaker: Speaker }) => params.speaker === "USER",
    isCompleted: (_, params: { status: "COMPLETED" | "ERROR" }) => params.status === "COMPLETED",
  },
  delays: {
    setupLimit: ({ context }) => context.limits.setupMs,
    connectLimit: ({ context }) => context.limits.connectMs,
    attemptLimit: ({ context }) => context.limits.attemptMs,
    backoff: ({ context }) => context.limits.backoffMs * 2 ** Math.max(0, context.attempts - 1),
    resumeLimit: ({ context }) => context.limits.resumeMs,
    resumeAttemptLimit: ({ context }) => context.limits.resumeAttemptMs,
    nudgeLimit: ({ context }) => context.limits.nudgeMs,
    unansweredLimit: ({ context }) => context.limits.unansweredMs,
    unopenedLimit: ({ context }) => context.limits.unopenedMs,
    farewellLimit: ({ context }) => context.limits.farewellMs,
    wordsLimit: ({ context }) => context.limits.wordsMs,
    lateWordsLimit: ({ context }) => context.limits.lateWordsMs,
    storeLimit: ({ context }) => context.limits.storeMs,
    // Each rotation makes the next one wait twice as long, up to six minutes: a service that always says goodbye is not followed.
    rotationPace: ({ context }) => paceOf(context),
    rotateBy: ({ context, event }) =>
      (event.type === "gemini.goingAway" ? Math.max(0, event.timeLeftMs - lastMomentMs) : 0) + (context.isRested ? 0 : paceOf(context)),
  },
}).createMachine({
  id: "interview",
  context: ({ input }) => ({
    interviewId: input.interviewId,
    restartsAs: input.status,
    limits: { ...defaultLimits, ...input.limits },
    hasClient: input.hasClient,
    isConnected: false,
    isResumable: input.isResumable,
    isDelivered: input.isDelivered,
    isGoingAway: false,
    hasHandle: false,
    isHandleFresh: false,
    wasResumed: false,
    hasSpoken: input.hasSpoken ?? false,
    isOwed: false,
    hasReturned: false,
    isWrapUpDue: false,
    refusals: 0,
    isRested: true,
    rotations: input.rotations ?? 0,
    attempts: 0,
    openings: input.openings ?? 0,
    endReason: input.endReason ?? null,
    failure: null,
  }),
  invoke: { id: "outbox", src: "outbox", input: ({ context }) => ({ interviewId: context.interviewId }) },
  initial: "PENDING",
  on: {
    "client.joined": { actions: { type: "setClient", params: { isThere: true } } },
    "client.left": { actions: { type: "setClient", params: { isThere: false } } },
    "retry.due": { actions: sendTo("outbox", { type: "deliver" }) },
    "interview.deleted": { target: ".ERROR.erased", actions: drop },
  },
  states: {
    PENDING: {
      initial: "arriving",
      states: {
        arriving: {
          always: [
            { guard: "wasEnding", target: "#interview.COMPLETED.storing" },
            { guard: "wasInProgress", target: "#interview.IN_PROGRESS" },
            {
              guard: "wasCompleted",
              target: "#interview.COMPLETED.owing",
              actions: { type: "tellEnd", params: ({ context }) => ({ reason: context.endReason }) },
            },
            { guard: "wasFailed", target: "#interview.ERROR.owing", actions: drop },
            { guard: "hasClient", target: "starting" },
            { target: "idle" },
          ],
        },
        idle: {
          tags: "unread",
          entry: [stopChild("gemini"), "scheduleCleanup"],
          exit: "stopCleanup",
          on: {
            "cleanup.due": { target: "erased" },
            "client.joined": { target: "starting", actions: { type: "setClient", params: { isThere: true } } },
          },
        },
        starting: {
          entry: "resetAttempts",
          initial: "preparing",
          after: { connectLimit: fail("geminiUnreachable") },
          on: {
            "client.left": { target: "idle", actions: { type: "setClient", params: { isThere: false } } },
            "client.ended": end("USER_INITIATED"),
            "client.expelled": end("DISCONNECTED"),
            "app.ended": { target: "idle", actions: [drop, { type: "setClient", params: { isThere: false } }] },
          },
          states: {
            preparing: {
              tags: "unread",
              invoke: {
                id: "readSetup",
                src: "readSetup",
                input: ({ context }) => ({ interviewId: context.interviewId }),
                onDone: [
                  { guard: { type: "isOpen", params: ({ event }) => event.output }, target: "admitting", actions: "acceptClient" },
                  { target: "#interview.PENDING.erased", actions: [drop, { type: "setClient", params: { isThere: false } }] },
                ],
                onError: { target: "admitting", actions: "acceptClient" },
              },
              after: { setupLimit: { target: "admitting", actions: "acceptClient" } },
            },
            admitting: {
              always: [{ guard: "hasOpeningLeft", target: "attempting" }, fail("openedTooOften")],
            },
            attempting: {
              entry: [
                "countAttempt",
                "countOpening",
                { type: "recordOpening", params: ({ context }) => ({ openings: context.openings }) },
                spawnChild("gemini", { id: "gemini", input: { mode: "start" } }),
              ],
              after: {
                attemptLimit: [{ guard: "hasAttemptLeft", target: "waiting" }, fail("geminiUnreachable")],
              },
              on: {
                "gemini.ready": {
                  target: "#interview.IN_PROGRESS",
                  actions: ["setConnected", "recordStart", sendTo("outbox", { type: "deliver" })],
                },
                "gemini.lost": [{ guard: "hasAttemptLeft", target: "waiting" }, fail("geminiUnreachable")],
                "gemini.closed": [{ guard: "hasAttemptLeft", target: "waiting" }, fail("geminiUnreachable")],
                "gemini.refused": fail("geminiRefused"),
              },
            },
            waiting: {
              entry: stopChild("gemini"),
              after: { backoff: { target: "admitting" } },
            },
          },
        },
        erased: { type: "final", entry: "erase" },
      },
    },
    IN_PROGRESS: {
      type: "parallel",
      on: {
        "client.ended": end("USER_INITIATED"),
        "client.expelled": end("DISCONNECTED"),
        "deadline.passed": end("TIMEOUT"),
        "silence.passed": end("GEMINI_ENDED"),
        "wrapUp.due": { actions: { type: "setWrapUp", params: { isDue: true } } },
        "app.ended": [
          {
            guard: { type: "isCompleted", params: ({ event }) => event },
            target: "#interview.COMPLETED.storing",
            actions: [{ type: "setEnd", params: { reason: "USER_INITIATED" } }, drop],
          },
          { target: "#interview.ERROR.storing", actions: [{ type: "setEnd", params: { reason: "CANCELLED" } }, drop] },
        ],
      },
      states: {
        gemini: {
          initial: "arriving",
          on: {
            "gemini.handleIssued": {
              actions: [
                { type: "setResumable", params: { isResumable: true } },
                "setHasHandle",
                { type: "setHandleFresh", params: { isFresh: true } },
                { type: "recordHandle", params: ({ event }) => ({ handle: event.handle }) },
              ],
            },
          },
          states: {
            arriving: {
              always: [{ guard: "isConnected", target: "conversing" }, { guard: "hasClient", target: "resuming" }, { target: "parked" }],
            },
            parked: {
              on: { "client.joined": { target: "resuming" } },
            },
            conversing: {
              entry: ["openRelay", "greetClient"],
              exit: ["closeRelay", cancel("rotation"), cancel("rotationPace")],
              initial: "beginning",
              on: {
                "client.joined": { actions: "greetClient" },
                "client.ended": { guard: { type: "isAnswerOpen", params: ({ event }) => event }, target: "finishing" },
                "gemini.transcribed": { actions: [{ type: "setHandleFresh", params: { isFresh: false } }, recordWords] },
                "gemini.turnStarted": { target: ".speaking", actions: "startTurn" },
                // The turn may have ended while its sound still plays.
                "gemini.interrupted": { actions: [cutTurn, "interruptClient"] },
                "answer.due": [{ guard: "isWrapUpDue", target: ".due.wrappingUp" }, { target: ".due" }],
                "gemini.goingAway": {
                  actions: ["setGoingAway", cancel("rotation"), raise({ type: "rotation.due" }, { delay: "rotateBy", id: "rotation" })],
                },
                "rotation.due": { target: "resuming", actions: "countRotation" },
                "rotation.allowed": { actions: "setRested" },
                "gemini.endCalled": [
                  { guard: isEndGranted, target: ".farewell", actions: grantEnd },
                  { target: ".due", actions: ["countRefusal", refuseEnd] },
                ],
                "gemini.lost": [
                  { guard: { type: "isContextBroken", params: ({ event }) => event }, target: "resuming", actions: abandonHandle },
                  { target: "resuming" },
                ],
                "gemini.stalled": { target: "resuming" },
                "gemini.refused": fail("geminiRefused"),
                "gemini.closed": [
                  { guard: "isGoingAway", target: "resuming" },
                  { guard: "canReturn", target: "resuming.returning", actions: "setReturned" },
                  end("GEMINI_ENDED"),
                ],
              },
              states: {
                beginning: {
                  exit: { type: "setHandleFresh", params: { isFresh: false } },
                  always: [
                    { guard: "isUnopened", target: "opening" },
                    { guard: "hasLostWords", target: "due", actions: cue("continue") },
                    { target: "listening" },
                  ],
                },
                opening: {
                  entry: cue("open"),
                  initial: "asked",
                  states: {
                    asked: { after: { nudgeLimit: { target: "askedAgain" } } },
                    askedAgain: { entry: cue("openAgain"), after: { unopenedLimit: unanswered } },
                  },
                },
                listening: {
                  entry: { type: "setOwed", params: { isOwed: false } },
                  always: { guard: "canRotateNow", target: "#interview.IN_PROGRESS.gemini.resuming", actions: "countRotation" },
                  on: {
                    // A goodbye that was spoken before the call counts.
                    "gemini.endCalled": { guard: isEndAnnounced, ...end("GEMINI_ENDED") },
                  },
                },
                // Silence is normal but here: the candidate has said what they had to say.
                due: {
                  entry: { type: "setOwed", params: { isOwed: true } },
                  initial: "waiting",
                  states: {
                    waiting: { after: { nudgeLimit: { target: "reminded" } } },
                    // The answer was the last: the text of ours is part of what is answered.
                    wrappingUp: {
                      entry: [{ type: "setWrapUp", params: { isDue: false } }, cue("wrapUp")],
                      after: { nudgeLimit: { target: "reminded" } },
                    },
                    reminded: { entry: cue("answer"), after: { unansweredLimit: unanswered } },
                  },
                },
                speaking: {
                  entry: [
                    "setSpoken",
                    { type: "setOwed", params: { isOwed: true } },
                    { type: "setHandleFresh", params: { isFresh: false } },
                  ],
                  on: {
                    "gemini.turnEnded": { target: "listening", actions: "finishTurn" },
                    "gemini.interrupted": { target: "listening", actions: [cutTurn, "interruptClient"] },
                    "gemini.endCalled": [
                      { guard: isEndGranted, target: "farewell.closing", actions: grantEnd },
                      { actions: ["countRefusal", refuseEnd] },
                    ],
                    "answer.due": {},
                  },
                },
                farewell: {
                  tags: "paced",
                  initial: "awaiting",
                  on: {
                    "gemini.endCalled": { actions: grantEnd },
                    "gemini.endCancelled": { target: "listening" },
                    "answer.due": {},
                    "gemini.closed": end("GEMINI_ENDED"),
                    "gemini.lost": end("GEMINI_ENDED"),
                    "gemini.refused": end("GEMINI_ENDED"),
                    "gemini.stalled": end("GEMINI_ENDED"),
                    "rotation.due": end("GEMINI_ENDED"),
                  },
                  states: {
                    // The turn that called may end before the closing line begins.
                    awaiting: {
                      after: { farewellLimit: end("GEMINI_ENDED") },
                      on: { "gemini.turnStarted": { target: "closing", actions: "startTurn" } },
                    },
                    closing: {
                      after: { farewellLimit: end("GEMINI_ENDED") },
                      on: {
                        "gemini.turnStarted": { actions: "startTurn" },
                        // The limit counts from the last words of the goodbye.
                        "gemini.transcribed": {
                          guard: { type: "isInterviewer", params: ({ event }) => event },
                          target: "closing",
                          reenter: true,
                          actions: recordWords,
                        },
                        "gemini.turnEnded": end("GEMINI_ENDED"),
                      },
                    },
                  },
                },
              },
            },
            // The candidate has ended it; the words of their last answer are still to come.
            finishing: {
              tags: "paced",
              entry: ["recordEndRequest", sendTo("gemini", { type: "answer.ended" })],
              initial: "awaiting",
              after: { wordsLimit: end("USER_INITIATED") },
              on: {
                "client.ended": {},
                "gemini.transcribed": {
                  guard: { type: "isCandidate", params: ({ event }) => event },
                  target: ".hearing",
                  actions: recordWords,
                },
                "gemini.lost": end("USER_INITIATED"),
                "gemini.refused": end("USER_INITIATED"),
                "gemini.closed": end("USER_INITIATED"),
                "deadline.passed": end("USER_INITIATED"),
              },
              states: {
                awaiting: {},
                hearing: { after: { lateWordsLimit: end("USER_INITIATED") } },
              },
            },
            resuming: {
              entry: [stopChild("gemini"), "resetAttempts", "finishUtterances"],
              initial: "choosing",
              after: { resumeLimit: fail("geminiLost") },
              states: {
                choosing: {
                  always: [{ guard: "isResumable", target: "reopening" }, { target: "retelling" }],
                },
                reopening: {
                  entry: ["countAttempt", spawnChild("gemini", { id: "gemini", input: { mode: "resume" } })],
                  after: { resumeAttemptLimit: { target: "abandoning" } },
                  on: {
                    "gemini.ready": {
                      target: "#interview.IN_PROGRESS.gemini.conversing",
                      actions: [
                        { type: "setResumed", params: { wasResumed: true } },
                        raise({ type: "rotation.allowed" }, { delay: "rotationPace", id: "rotationPace" }),
                      ],
                    },
                    "gemini.refused": { target: "abandoning" },
                    "gemini.lost": [{ guard: "hasResumeLeft", target: "waiting" }, { target: "abandoning" }],
                    "gemini.closed": [{ guard: "hasResumeLeft", target: "waiting" }, { target: "abandoning" }],
                  },
                },
                abandoning: {
                  entry: [stopChild("gemini"), ...abandonHandle],
                  always: { target: "retelling" },
                },
                retelling: {
                  entry: ["countAttempt", spawnChild("gemini", { id: "gemini", input: { mode: "retell" } })],
                  on: {
                    "gemini.ready": {
                      target: "#interview.IN_PROGRESS.gemini.conversing",
                      actions: [
                        { type: "setResumed", params: { wasResumed: false } },
                        raise({ type: "rotation.allowed" }, { delay: "rotationPace", id: "rotationPace" }),
                      ],
                    },
                    "gemini.refused": fail("geminiRefused"),
                    "gemini.lost": { target: "waiting" },
                    "gemini.closed": { target: "waiting" },
                  },
                },
                // Gemini has ended the session as if the interview were over. It is asked once whether it meant it.
                returning: {
                  entry: spawnChild("gemini", { id: "gemini", input: { mode: "resume" } }),
                  after: { resumeAttemptLimit: end("GEMINI_ENDED") },
                  on: {
                    "gemini.ready": {
                      target: "#interview.IN_PROGRESS.gemini.conversing",
                      actions: { type: "setResumed", params: { wasResumed: true } },
                    },
                    "gemini.refused": end("GEMINI_ENDED"),
                    "gemini.lost": end("GEMINI_ENDED"),
                    "gemini.closed": end("GEMINI_ENDED"),
                  },
                },
                waiting: {
                  entry: stopChild("gemini"),
                  after: { backoff: { target: "choosing" } },
                },
              },
            },
          },
        },
        client: {
          initial: "arriving",
          states: {
            arriving: {
              always: [{ guard: "hasClient", target: "present" }, { target: "away" }],
            },
            present: {
              on: {
                "client.left": { target: "away", actions: { type: "setClient", params: { isThere: false } } },
              },
            },
            away: {
              entry: ["silenceRelay", "startGrace"],
              exit: "stopGrace",
              on: {
                "client.joined": { target: "present", actions: { type: "setClient", params: { isThere: true } } },
                "grace.passed": end("DISCONNECTED"),
              },
            },
          },
        },
      },
    },
    COMPLETED: {
      initial: "storing",
      tags: "over",
      on: { "client.joined": { actions: drop } },
      states: {
        storing: {
          entry: [
            stopChild("gemini"),
            { type: "recordEnd", params: ({ context }) => ({ status: "COMPLETED", reason: context.endReason }) },
            sendTo("outbox", { type: "deliver" }),
          ],
          exit: { type: "tellEnd", params: ({ context }) => ({ reason: context.endReason }) },
          after: { storeLimit: { target: "owing" } },
          on: { "outbox.emptied": { target: "delivered" } },
        },
        owing: {
          always: { guard: "isDelivered", target: "delivered" },
          on: { "outbox.emptied": { target: "delivered" } },
        },
        delivered: {
          entry: "scheduleCleanup",
          on: { "cleanup.due": { target: "erased" } },
        },
        erased: { type: "final", entry: "erase" },
      },
    },
    ERROR: {
      initial: "storing",
      tags: "over",
      on: { "client.joined": { actions: drop } },
      states: {
        storing: {
          entry: [
            stopChild("gemini"),
            { type: "recordEnd", params: ({ context }) => ({ status: "ERROR", reason: context.endReason }) },
            { type: "tellFailure", params: ({ context }) => ({ failure: context.failure }) },
            sendTo("outbox", { type: "deliver" }),
          ],
          always: { target: "owing" },
        },
        owing: {
          always: { guard: "isDelivered", target: "delivered" },
          on: { "outbox.emptied": { target: "delivered" } },
        },
        delivered: {
          entry: "scheduleCleanup",
          on: { "cleanup.due": { target: "erased" } },
        },
        erased: { type: "final", entry: [stopChild("gemini"), "erase"] },
      },
    },
  },
});

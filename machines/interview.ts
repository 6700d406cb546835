import { assign, cancel, raise, sendTo, setup, spawnChild, stopChild } from "xstate";
import type { Failure } from "../contract/codes.ts";
import { connectMs, lastWordsMs, storeMs } from "../contract/limits.ts";
import type { EndReason, Floor, Patience, Speaker, Status, Steering } from "../contract/vocabulary.ts";
import { effectPort, resourcePort, taskPort } from "./port.ts";

/** How a Gemini session is opened: a first one, one continued by its resumption handle, or a fresh one told the conversation so far. */
export type OpenMode = "start" | "resume" | "retell";

/** `activity.*` frame the candidate's sound where we end their turns; `told` is a text of theirs, or for the interviewer. */
export type GeminiCommand =
  | { type: "end.answered"; callId: string }
  | { type: "answer.ended" }
  | { type: "activity.began" }
  | { type: "activity.ended" }
  | { type: "told"; text: string };

/** Limits of the chart's own timers, in ms. The session's deadline and the grace are the object's alarms instead: they outlive the process. */
export type InterviewLimits = {
  setupMs: number;
  connectMs: number;
  attemptMs: number;
  backoffMs: number;
  resumeMs: number;
  resumeAttemptMs: number;
  farewellMs: number;
  wordsMs: number;
  lateWordsMs: number;
  storeMs: number;
  rotationPaceMs: number;
  thinkMs: number;
  tailMs: number;
};

export const defaultLimits: InterviewLimits = {
  setupMs: 2_000,
  connectMs,
  attemptMs: 10_000,
  backoffMs: 500,
  resumeMs: 10_000,
  resumeAttemptMs: 4_000,
  farewellMs: 10_000,
  wordsMs: lastWordsMs,
  lateWordsMs: 500,
  storeMs,
  rotationPaceMs: 12_000,
  thinkMs: 120_000,
  tailMs: 500,
};

/** Gemini is opened so often for an interview that does not become live. */
const mostOpenings = 5;
const slowestPace = 32;

/** The pause that ends an answer, in ms; the second one while hardly anything was said. */
const pauses: Readonly<Record<Patience, readonly [number, number]>> = {
  QUICK: [800, 1_600],
  NORMAL: [1_600, 3_000],
  PATIENT: [4_000, 7_000],
  HOLD_TO_TALK: [1_600, 3_000],
};
const hardlyAnythingMs = 1_500;

/** The stored facts that the machine restarts from, and who is there now. */
export type InterviewInput = {
  interviewId: string;
  status: Status;
  isResumable: boolean;
  isDelivered: boolean;
  /** Why it ended, or is about to, where a restart finds it so. */
  endReason?: EndReason | null;
  hasClient: boolean;
  /** How often Gemini was opened, where it never was live. */
  openings?: number;
  /** How often it has rotated, where a recording begins in its middle. */
  rotations?: number;
  /** How long the interviewer waits, as was chosen last. */
  patience?: Patience | null;
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
  /** Nothing was said since the newest handle was issued: a rotation loses no words. */
  isHandleFresh: boolean;
  wasResumed: boolean;
  /** Whether the last rotation is long enough ago for another. */
  isRested: boolean;
  rotations: number;
  patience: Patience;
  /** The candidate's answers so far. */
  turns: number;
  /** Speech of the open answer, in ms. */
  spokenMs: number;
  /** What the candidate typed while Gemini was away. */
  untold: string | null;
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
  | { type: "gemini.endCalled"; callId: string }
  | { type: "gemini.endCancelled" }
  | { type: "gemini.stalled" }
  | { type: "gemini.unanswered" }
  | { type: "voice.began" }
  | { type: "voice.ended"; spokenMs: number }
  | { type: "voice.lost" }
  | { type: "text.stored"; text: string }
  | { type: "patience.chosen"; patience: Patience }
  | { type: "talk.pressed" }
  | { type: "talk.released" }
  | { type: "think.began" }
  | { type: "think.ended" }
  | { type: "steered"; what: Steering }
  | { type: "activity.began" }
  | { type: "activity.ended" }
  | { type: "turn.dropped" }
  | { type: "answer.due" }
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

const pauseOf = ({ patience, spokenMs }: InterviewContext): number => pauses[patience][spokenMs < hardlyAnythingMs ? 1 : 0];

type Chosen = Extract<InterviewEvent, { type: "patience.chosen" }>;
const chosen = ({ event: { patience } }: { event: Chosen }) => ({ patience });
const choosePatience = [
  { type: "setPatience" as const, params: chosen },
  { type: "recordPatience" as const, params: chosen },
];

const tellFloor = (floor: Floor, forMs?: (context: InterviewContext) => number) => ({
  type: "tellFloor" as const,
  params: ({ context }: { context: InterviewContext }) => ({
    floor,
    turn: context.turns,
    patience: context.patience,
    forMs: forMs?.(context) ?? null,
  }),
});

const keepUntold = {
  type: "keepUntold" as const,
  params: ({ event }: { event: Extract<InterviewEvent, { type: "text.stored" }> }) => event,
};

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
    readSetup: taskPort<{ isOpen: boolean; patience?: Patience | null }, { interviewId: string }>("readSetup"),
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
    openAnswer: effectPort<undefined>("openAnswer"),
    closeAnswer: effectPort<undefined>("closeAnswer"),
    relisten: effectPort<undefined>("relisten"),
    takeFloor: effectPort<undefined>("takeFloor"),
    tellFloor: effectPort<{ floor: Floor; turn: number; patience: Patience; forMs: number | null }>("tellFloor"),
    recordPatience: effectPort<{ patience: Patience }>("recordPatience"),
    silenceRelay: effectPort<undefined>("silenceRelay"),
    startGrace: effectPort<undefined>("startGrace"),
    stopGrace: effectPort<undefined>("stopGrace"),
    scheduleCleanup: effectPort<undefined>("scheduleCleanup"),
    stopCleanup: effectPort<undefined>("stopCleanup"),
    erase: effectPort<undefined>("erase"),
    setPatience: assign({ patience: ({ context }, params: { patience?: Patience | null }) => params.patience ?? context.patience }),
    countTurn: assign({ turns: ({ context }) => context.turns + 1, spokenMs: () => 0 }),
    setSpoken: assign({ spokenMs: (_, params: { spokenMs: number }) => params.spokenMs }),
    tell: sendTo("gemini", (_, params: { text: string }) => ({ type: "told" as const, text: params.text })),
    keepUntold: assign({
      untold: ({ context }, params: { text: string }) => (context.untold === null ? params.text : `${context.untold}\n${params.text}`),
    }),
    tellUntold: sendTo("gemini", ({ context }) => ({ type: "told" as const, text: context.untold ?? "" })),
    forgetUntold: assign({ untold: () => null }),
    setClient: assign({ hasClient: (_, params: { isThere: boolean }) => params.isThere }),
    setEnd: assign({ endReason: (_, params: { reason: EndReason }) => params.reason }),
    setFailure: assign({ failure: (_, params: { failure: Failure }) => params.failure, endReason: () => "GEMINI_FAILED" as const }),
    setGoingAway: assign({ isGoingAway: () => true }),
    setResumable: assign({ isResumable: (_, params: { isResumable: boolean }) => params.isResumable }),
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
    countOpening: assign({ openings: ({ context }) => context.openings + 1 }),
    resetAttempts: assign({ attempts: () => 0, isGoingAway: () => false, isHandleFresh: () => false }),
    countRotation: assign({ isRested: () => false, rotations: ({ context }) => context.rotations + 1 }),
    setRested: assign({ isRested: () => true }),
    setHandleFresh: assign({ isHandleFresh: (_, params: { isFresh: boolean }) => params.isFresh }),
    setConnected: assign({ isConnected: () => true, attempts: () => 0, openings: () => 0 }),
    setResumed: assign({ wasResumed: (_, params: { wasResumed: boolean }) => params.wasResumed }),
  },
  guards: {
    hasClient: ({ context }) => context.hasClient,
    hasUntold: ({ context }) => context.untold !== null,
    isConnected: ({ context }) => context.isConnected,
    isResumable: ({ context }) => context.isResumable,
    isGoingAway: ({ context }) => context.isGoingAway,
    canRotate: ({ context }) => context.isGoingAway && context.isResumable,
    canRotateNow: ({ context }) => context.isGoingAway && context.isResumable && context.isHandleFresh && context.isRested,
    wasResumed: ({ context }) => context.wasResumed,
    wasEnding: ({ context }) => context.endReason !== null && context.restartsAs === "IN_PROGRESS",
    wasInProgress: ({ context }) => context.restartsAs === "IN_PROGRESS",
    wasCompleted: ({ context }) => context.restartsAs === "COMPLETED",
    wasFailed: ({ context }) => context.restartsAs === "ERROR",
    isDelivered: ({ context }) => context.isDelivered,
    hasOpeningLeft: ({ context }) => context.openings < mostOpenings,
    hasAttemptLeft: ({ context }) => context.attempts < 3,
    hasResumeLeft: ({ context }) => context.attempts < 2,
    isAnswerDone: (_, params: { what: Steering }) => params.what === "ANSWER_DONE",
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
    farewellLimit: ({ context }) => context.limits.farewellMs,
    wordsLimit: ({ context }) => context.limits.wordsMs,
    lateWordsLimit: ({ context }) => context.limits.lateWordsMs,
    storeLimit: ({ context }) => context.limits.storeMs,
    pause: ({ context }) => pauseOf(context),
    thinkLimit: ({ context }) => context.limits.thinkMs,
    tail: ({ context }) => context.limits.tailMs,
    // Each rotation makes the next one wait twice as long, up to six minutes: a service that always says goodbye is not followed.
    rotationPace: ({ context }) => paceOf(context),
    rotateBy: ({ context, event }) =>
      (event.type === "gemini.goingAway" ? event.timeLeftMs / 3 : 0) + (context.isRested ? 0 : paceOf(context)),
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
    isHandleFresh: false,
    wasResumed: false,
    isRested: true,
    rotations: input.rotations ?? 0,
    patience: input.patience ?? "NORMAL",
    turns: 0,
    spokenMs: 0,
    untold: null,
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
                  {
                    guard: { type: "isOpen", params: ({ event }) => event.output },
                    target: "admitting",
                    actions: ["acceptClient", { type: "setPatience", params: ({ event }) => event.output }],
                  },
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
              initial: "listening",
              always: { guard: "hasUntold", actions: ["tellUntold", "forgetUntold"] },
              on: {
                "client.joined": { actions: "greetClient" },
                "activity.began": { actions: sendTo("gemini", { type: "activity.began" }) },
                "activity.ended": { actions: sendTo("gemini", { type: "activity.ended" }) },
                "text.stored": { actions: { type: "tell", params: ({ event }) => event } },
                "client.ended": { guard: { type: "isAnswerOpen", params: ({ event }) => event }, target: "finishing" },
                "gemini.transcribed": { actions: [{ type: "setHandleFresh", params: { isFresh: false } }, recordWords] },
                "gemini.goingAway": {
                  actions: ["setGoingAway", cancel("rotation"), raise({ type: "rotation.due" }, { delay: "rotateBy", id: "rotation" })],
                },
                "rotation.due": { guard: "isResumable", target: "resuming", actions: "countRotation" },
                "rotation.allowed": { actions: "setRested" },
                "gemini.endCalled": {
                  target: ".farewell",
                  actions: sendTo("gemini", ({ event }) => ({ type: "end.answered", callId: event.callId })),
                },
                "gemini.lost": [{ guard: "isResumable", target: "resuming" }, fail("geminiLost")],
                "gemini.stalled": { target: "resuming" },
                "gemini.refused": fail("geminiRefused"),
                "gemini.closed": [
                  { guard: "canRotate", target: "resuming" },
                  { guard: "isGoingAway", ...fail("geminiLost") },
                  end("GEMINI_ENDED"),
                ],
                "gemini.unanswered": {
                  guard: "wasResumed",
                  target: "resuming",
                  actions: [{ type: "setResumable", params: { isResumable: false } }, "forgetHandle"],
                },
              },
              states: {
                listening: {
                  always: { guard: "canRotateNow", target: "#interview.IN_PROGRESS.gemini.resuming", actions: "countRotation" },
                  on: {
                    "gemini.turnStarted": {
                      target: "speaking",
                      actions: [{ type: "setHandleFresh", params: { isFresh: false } }, "startTurn"],
                    },
                    // The turn may have ended while its sound still plays.
                    "gemini.interrupted": { actions: [cutTurn, "interruptClient"] },
                  },
                },
                speaking: {
                  on: {
                    "gemini.turnEnded": { target: "listening", actions: "finishTurn" },
                    "gemini.interrupted": { target: "listening", actions: [cutTurn, "interruptClient"] },
                  },
                },
                farewell: {
                  tags: "paced",
                  after: { farewellLimit: end("GEMINI_ENDED") },
                  on: {
                    "gemini.turnStarted": { actions: "startTurn" },
                    // The limit counts from the last words of the goodbye.
                    "gemini.transcribed": {
                      guard: { type: "isInterviewer", params: ({ event }) => event },
                      target: "farewell",
                      reenter: true,
                      actions: recordWords,
                    },
                    "gemini.interrupted": { actions: [cutTurn, "interruptClient"] },
                    "gemini.endCancelled": { target: "listening" },
                    "gemini.turnEnded": end("GEMINI_ENDED"),
                    "gemini.closed": end("GEMINI_ENDED"),
                    "gemini.lost": end("GEMINI_ENDED"),
                    "gemini.refused": end("GEMINI_ENDED"),
                    "gemini.stalled": end("GEMINI_ENDED"),
                    "gemini.unanswered": end("GEMINI_ENDED"),
                    "rotation.due": end("GEMINI_ENDED"),
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
              entry: [stopChild("gemini"), "resetAttempts", "finishUtterances", raise({ type: "turn.dropped" })],
              initial: "choosing",
              after: { resumeLimit: fail("geminiLost") },
              on: { "text.stored": { actions: keepUntold } },
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
                  entry: [stopChild("gemini"), { type: "setResumable", params: { isResumable: false } }, "forgetHandle"],
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
                waiting: {
                  entry: stopChild("gemini"),
                  after: { backoff: { target: "choosing" } },
                },
              },
            },
          },
        },
        // Whose turn it is. Where the sound goes and what counts as speech, the host decides by it.
        floor: {
          initial: "open",
          on: {
            "patience.chosen": {
              actions: choosePatience,
            },
            "text.stored": { target: ".due", actions: ["countTurn", "takeFloor"] },
          },
          states: {
            open: {
              entry: tellFloor("OPEN"),
              on: {
                "voice.began": { target: "answering" },
                "talk.pressed": { target: "answering.held" },
                "gemini.turnStarted": { target: "interviewer" },
                "patience.chosen": {
                  target: "open",
                  reenter: true,
                  actions: choosePatience,
                },
              },
            },
            answering: {
              entry: ["countTurn", "openAnswer", raise({ type: "activity.began" })],
              exit: ["closeAnswer", raise({ type: "activity.ended" })],
              initial: "speaking",
              on: {
                "voice.lost": { target: "due" },
                steered: { guard: { type: "isAnswerDone", params: ({ event }) => event }, target: "due" },
                // The session before this one has not heard it to its end.
                "gemini.ready": { actions: raise({ type: "activity.began" }) },
              },
              states: {
                speaking: {
                  entry: tellFloor("ANSWERING"),
                  on: {
                    "voice.ended": { target: "pausing", actions: { type: "setSpoken", params: ({ event }) => event } },
                    "talk.pressed": { target: "held" },
                    "think.began": { target: "held" },
                  },
                },
                pausing: {
                  entry: tellFloor("ANSWERING", pauseOf),
                  after: { pause: { target: "#interview.IN_PROGRESS.floor.due" } },
                  on: {
                    "voice.began": { target: "speaking" },
                    "talk.pressed": { target: "held" },
                    "think.began": { target: "held" },
                    "gemini.turnStarted": { target: "#interview.IN_PROGRESS.floor.interviewer" },
                    "patience.chosen": {
                      target: "pausing",
                      reenter: true,
                      actions: choosePatience,
                    },
                  },
                },
                held: {
                  entry: tellFloor("HELD", ({ limits }) => limits.thinkMs),
                  exit: "relisten",
                  after: { thinkLimit: { target: "pausing" } },
                  on: {
                    "voice.ended": { actions: { type: "setSpoken", params: ({ event }) => event } },
                    "think.ended": { target: "pausing" },
                    "talk.released": { target: "trailing" },
                  },
                },
                // The key goes up before the last word is over.
                trailing: {
                  entry: tellFloor("ANSWERING", ({ limits }) => limits.tailMs),
                  after: { tail: { target: "#interview.IN_PROGRESS.floor.due" } },
                  on: { "talk.pressed": { target: "held" } },
                },
              },
            },
            due: {
              entry: [tellFloor("DUE"), raise({ type: "answer.due" })],
              on: {
                "voice.began": { target: "answering" },
                "talk.pressed": { target: "answering.held" },
                "gemini.turnStarted": { target: "interviewer" },
                "gemini.turnEnded": { target: "open" },
              },
            },
            interviewer: {
              entry: tellFloor("INTERVIEWER"),
              on: {
                "voice.began": { target: "answering", actions: "takeFloor" },
                "talk.pressed": { target: "answering.held", actions: "takeFloor" },
                "gemini.turnEnded": { target: "open" },
                "gemini.interrupted": { target: "open" },
                "turn.dropped": { target: "open" },
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

import { and, assign, cancel, not, raise, sendTo, setup, spawnChild, stateIn, type StateValue, stopChild } from "xstate";
import type { Failure } from "../contract/codes.ts";
import { connectMs, lastWordsMs, storeMs } from "../contract/limits.ts";
import type { EndReason, Floor, Patience, RoomNotice, Speaker, Status, Steering } from "../contract/vocabulary.ts";
import { effectPort, resourcePort, taskPort } from "./port.ts";

/** How a Gemini session is opened: a first one, one continued by its resumption handle, or a fresh one told the conversation so far. */
export type OpenMode = "start" | "resume" | "retell";

/** What a Gemini session is opened with: how many answers in a row the ones before it have missed, and how long it is to wait for the end of one. */
export type Opening = { mode: OpenMode; missed: number; patience: Patience };

/** Why the interviewer says that the interview is over; what it says beside these counts as `plan_done`. */
export type EndCallReason = "plan_done" | "candidate_asked" | "candidate_silent";

/**
 * What the interviewer is told by a text of ours: to open, once more where it did not, to go on where an answer is due, to go on
 * where a lost connection stopped, what was said before the answer that it hears, to come to an end because of the time or because
 * its questions are used up, to put its question in other words or to leave it; and of a candidate who is silent: to offer help, to move on, to ask whether they want to stop.
 */
export type Cue =
  "open" | "openAgain" | "answer" | "continue" | "recall" | "wrapUp" | "conclude" | "rephrase" | "skip" | "help" | "moveOn" | "askToStop";

/** What the chart and its other regions tell the Gemini connection. `activity.*` frame the candidate's sound where we end their turns. */
export type GeminiCommand =
  | { type: "cued"; cue: Cue }
  | { type: "told"; text: string }
  | { type: "end.granted"; callId: string; isFarewellSaid: boolean }
  | { type: "end.refused"; callId: string; isUnconfirmed: boolean }
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
  slowMs: number;
  nudgeMs: number;
  unansweredMs: number;
  unopenedMs: number;
  farewellMs: number;
  wordsMs: number;
  lateWordsMs: number;
  storeMs: number;
  rotationPaceMs: number;
  thinkMs: number;
  tailMs: number;
  confirmMs: number;
  helpMs: number;
  moveOnMs: number;
  stopMs: number;
};

export const defaultLimits: InterviewLimits = {
  setupMs: 2_000,
  connectMs,
  attemptMs: 10_000,
  backoffMs: 500,
  resumeMs: 10_000,
  resumeAttemptMs: 4_000,
  slowMs: 2_000,
  nudgeMs: 8_000,
  unansweredMs: 7_000,
  unopenedMs: 12_000,
  farewellMs: 11_500,
  wordsMs: lastWordsMs,
  lateWordsMs: 500,
  storeMs,
  rotationPaceMs: 12_000,
  thinkMs: 120_000,
  tailMs: 500,
  confirmMs: 20_000,
  helpMs: 20_000,
  moveOnMs: 30_000,
  stopMs: 60_000,
};

/** Gemini is opened so often for an interview that does not become live. */
const mostOpenings = 5;
const slowestPace = 32;
/** A model that has left so many answers unanswered in a row is not waited for any longer. */
const mostMissed = 4;
/** A connection that says goodbye is left at the latest when it has so long to live, in ms. */
const lastMomentMs = 5_000;
/** Of the interview's time, so much must be used before the interviewer may end it. */
const enoughShare = { plan_done: 0.6, candidate_asked: 0.75 };
/** A model that asks again after so many refusals is not held any longer. */
const mostRefusals = 2;

/** The pause that ends an answer, in ms; the second one while hardly anything was said. */
const pauses: Readonly<Record<Patience, readonly [number, number]>> = {
  QUICK: [800, 1_600],
  NORMAL: [1_600, 3_000],
  PATIENT: [4_000, 7_000],
  HOLD_TO_TALK: [1_600, 3_000],
};
const hardlyAnythingMs = 1_500;

/** The pause that ends an answer once something was said, in ms. */
export const pauseMs = (patience: Patience): number => pauses[patience][0];

/** A silent candidate is offered help on their screen after so long, in ms. */
const offers: Readonly<Record<Patience, number>> = { QUICK: 12_000, NORMAL: 25_000, PATIENT: 45_000, HOLD_TO_TALK: 45_000 };
/** What the interviewer says into a silence, one after the other: two questions unanswered, each with its help, come to the last. */
const silenceCues = ["help", "moveOn", "help", "askToStop"] as const;

/** The stored facts that the machine restarts from, and who is there now. */
export type InterviewInput = {
  interviewId: string;
  status: Status;
  isResumable: boolean;
  isDelivered: boolean;
  /** Why it ended, or is about to, where a restart finds it so. */
  endReason?: EndReason | null;
  hasClient: boolean;
  /** Whether the transcript has a line of the interviewer yet. */
  hasSpoken?: boolean;
  /** Whether the candidate who is there has muted themselves. */
  isMuted?: boolean;
  /** How often Gemini was opened, where it never was live. */
  openings?: number;
  /** How often it has rotated, where a recording begins in its middle. */
  rotations?: number;
  /** Every planned question was asked or skipped. */
  isPlanDone?: boolean;
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
  /** This connection has issued a handle. */
  hasHandle: boolean;
  /** Nothing was said since the newest handle was issued: a rotation loses no words. */
  isHandleFresh: boolean;
  wasResumed: boolean;
  /** The transcript has a line of the interviewer. */
  hasSpoken: boolean;
  /** How often in a row the interviewer owed something and did not say it. */
  missed: number;
  /** The interviewer has the floor: it speaks, or is to. */
  isOwed: boolean;
  /** An interviewer's turn runs, whoever has the floor. */
  isTurnRunning: boolean;
  /** What the interviewer is to answer reaches a new session by itself: sound without words, or a text that waits. */
  isAnswerKept: boolean;
  /** Gemini has ended a session once without a goodbye. */
  hasReturned: boolean;
  isWrapUpDue: boolean;
  /** Every planned question was asked or skipped. */
  isPlanDone: boolean;
  isConclusionDue: boolean;
  refusals: number;
  /** The call to end that waits for the candidate's word. */
  askedCallId: string | null;
  /** Whether the last rotation is long enough ago for another. */
  isRested: boolean;
  rotations: number;
  patience: Patience;
  /** The candidate's answers so far. */
  turns: number;
  /** How often the interviewer has spoken into the candidate's silence. */
  silence: number;
  /** How long the interviewer was still to be heard when its last turn ended, in ms. */
  audibleForMs: number;
  isMuted: boolean;
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
  | { type: "gemini.turnEnded"; audibleForMs?: number }
  | { type: "gemini.interrupted"; soundMs: number; heardMs: number }
  | { type: "gemini.transcribed"; speaker: Speaker; text: string; soundMs: number; isNoise?: boolean }
  | { type: "gemini.endCalled"; callId: string; reason: EndCallReason; usedShare: number; isFarewellSaid: boolean }
  | { type: "gemini.endCancelled" }
  | { type: "gemini.stalled" }
  | { type: "answer.due" }
  | { type: "wrapUp.due" }
  | { type: "plan.covered" }
  | { type: "voice.began"; takesFloor: boolean }
  | { type: "voice.ended"; spokenMs: number }
  | { type: "voice.lost" }
  | { type: "text.stored"; text: string }
  | { type: "patience.chosen"; patience: Patience }
  | { type: "talk.pressed" }
  | { type: "talk.released" }
  | { type: "think.began" }
  | { type: "think.ended" }
  | { type: "muted"; isOn: boolean }
  | { type: "steered"; what: Steering }
  | { type: "session.opened" }
  | { type: "session.closed" }
  | { type: "activity.began" }
  | { type: "activity.ended" }
  | { type: "answer.missed" }
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

const opened = (mode: OpenMode) => ({
  id: "gemini" as const,
  input: ({ context: { missed, patience } }: { context: InterviewContext }): Opening => ({ mode, missed, patience }),
});

const setOwed = (isOwed: boolean) => ({ type: "setOwed" as const, params: { isOwed } });
const setTurnRunning = (isRunning: boolean) => ({ type: "setTurnRunning" as const, params: { isRunning } });
const setKept = (isKept: boolean) => ({ type: "setKept" as const, params: { isKept } });
const takesFloor = {
  type: "takesFloor" as const,
  params: ({ event }: { event: Extract<InterviewEvent, { type: "voice.began" }> }) => event,
};
/** Whatever becomes of Gemini after it was let go, the interview was its to end. */
const leaveInFarewell = { guard: "isFarewell" as const, ...end("GEMINI_ENDED") };

const cue = (it: Cue) => ({ type: "cue" as const, params: { cue: it } });

type EndCalled = Extract<InterviewEvent, { type: "gemini.endCalled" }>;
const grantEnd = { type: "grantEnd" as const, params: ({ event }: { event: EndCalled }) => event };
const refuseEnd = { type: "refuseEnd" as const, params: ({ event }: { event: EndCalled }) => event };
const isEndGranted = { type: "isEndGranted" as const, params: ({ event }: { event: EndCalled }) => event };
const keepCall = { type: "keepCall" as const, params: ({ event }: { event: EndCalled }) => event };
const isEndConfirmable = { type: "isEndConfirmable" as const, params: ({ event }: { event: EndCalled }) => event };
const isEndAnnounced = { type: "isEndAnnounced" as const, params: ({ event }: { event: EndCalled }) => event };

/** By contract: the interview ends when its plan is through, or as good as that from most of its time on, by a candidate's wish near its end, their silence once they were asked, a third call always. */
const grantsEnd = ({ refusals, silence, isPlanDone }: InterviewContext, { reason, usedShare }: EndCalled): boolean =>
  refusals >= mostRefusals ||
  (reason === "plan_done" && isPlanDone) ||
  (reason === "candidate_silent" ? silence >= silenceCues.length : usedShare >= enoughShare[reason]);

const asked = ({ event }: { event: Extract<InterviewEvent, { type: "steered" }> }) => event;
/** The candidate wants something of the interviewer, which stops for it. */
const wish = {
  guard: "isWish" as const,
  actions: [
    "takeFloor" as const,
    "breakSilence" as const,
    setTurnRunning(false),
    setKept(false),
    { type: "recordWish" as const, params: asked },
    {
      type: "cue" as const,
      params: ({ event }: { event: Extract<InterviewEvent, { type: "steered" }> }) => ({
        cue: event.what === "SKIP" ? ("skip" as const) : ("rephrase" as const),
      }),
    },
  ],
};
type Muted = Extract<InterviewEvent, { type: "muted" }>;
const setMuted = [{ type: "setMuted" as const, params: ({ event }: { event: Muted }) => event }, "breakSilence" as const] as const;
const speakInto = {
  target: "#interview.IN_PROGRESS.floor.due" as const,
  actions: ["cueSilent" as const, "countSilence" as const, setKept(false)],
};
const tellNotice = (notice: RoomNotice) => ({ type: "tellNotice" as const, params: { notice } });
const confirmEnd = tellNotice("CONFIRM_END");
const refuseUnconfirmed = ["countRefusal" as const, "refuseUnconfirmed" as const] as const;

const abandonHandle = [{ type: "setResumable" as const, params: { isResumable: false } }, "forgetHandle" as const] as const;

const pauseOf = ({ patience, spokenMs }: InterviewContext): number => pauses[patience][spokenMs < hardlyAnythingMs ? 1 : 0];

type Chosen = Extract<InterviewEvent, { type: "patience.chosen" }>;
const chosen = ({ event: { patience } }: { event: Chosen }) => ({ patience });
const choosePatience = [
  { type: "setPatience" as const, params: chosen },
  { type: "recordPatience" as const, params: chosen },
  "breakSilence" as const,
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

/** A line of the transcript begins with words: sound alone, labels and punctuation are none. */
const countWords = { type: "countWords" as const, params: ({ event }: { event: Transcribed }) => event };

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
    gemini: resourcePort<GeminiCommand, Opening>("gemini"),
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
    tellNotice: effectPort<{ notice: RoomNotice }>("tellNotice"),
    recordWish: effectPort<{ what: Steering }>("recordWish"),
    recordPatience: effectPort<{ patience: Patience }>("recordPatience"),
    silenceRelay: effectPort<undefined>("silenceRelay"),
    startGrace: effectPort<undefined>("startGrace"),
    stopGrace: effectPort<undefined>("stopGrace"),
    scheduleCleanup: effectPort<undefined>("scheduleCleanup"),
    stopCleanup: effectPort<undefined>("stopCleanup"),
    erase: effectPort<undefined>("erase"),
    frameAnswer: sendTo("gemini", { type: "activity.began" as const }),
    unframeAnswer: sendTo("gemini", { type: "activity.ended" as const }),
    cue: sendTo("gemini", (_, params: { cue: Cue }) => ({ type: "cued" as const, cue: params.cue })),
    grantEnd: sendTo("gemini", (_, { callId, isFarewellSaid }: EndCalled) => ({ type: "end.granted" as const, callId, isFarewellSaid })),
    refuseEnd: sendTo("gemini", (_, { callId }: EndCalled) => ({ type: "end.refused" as const, callId, isUnconfirmed: false })),
    keepCall: assign({ askedCallId: (_, { callId }: EndCalled) => callId }),
    grantConfirmed: sendTo("gemini", ({ context }) => ({
      type: "end.granted" as const,
      callId: context.askedCallId ?? "",
      isFarewellSaid: false,
    })),
    refuseUnconfirmed: sendTo("gemini", ({ context }) => ({
      type: "end.refused" as const,
      callId: context.askedCallId ?? "",
      isUnconfirmed: true,
    })),
    setPatience: assign({ patience: ({ context }, params: { patience?: Patience | null }) => params.patience ?? context.patience }),
    countTurn: assign({ turns: ({ context }) => context.turns + 1, spokenMs: () => 0 }),
    breakSilence: assign({ silence: () => 0 }),
    countSilence: assign({ silence: ({ context }) => context.silence + 1 }),
    cueSilent: sendTo("gemini", ({ context }) => ({ type: "cued" as const, cue: silenceCues[context.silence] ?? "askToStop" })),
    setAudible: assign({ audibleForMs: (_, params: { audibleForMs?: number }) => params.audibleForMs ?? 0 }),
    setMuted: assign({ isMuted: (_, params: { isOn: boolean }) => params.isOn }),
    setSpokenMs: assign({ spokenMs: (_, params: { spokenMs: number }) => params.spokenMs }),
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
    resetAttempts: assign({ attempts: () => 0, isGoingAway: () => false, hasHandle: () => false }),
    setHasHandle: assign({ hasHandle: () => true }),
    countWords: assign({
      hasSpoken: ({ context }, { speaker, isNoise }: Pick<Transcribed, "speaker" | "isNoise">) =>
        context.hasSpoken || (speaker === "AI" && isNoise !== true),
    }),
    forgetMissed: assign({ missed: () => 0 }),
    countMissed: assign({ missed: ({ context }) => context.missed + 1 }),
    setOwed: assign({ isOwed: (_, params: { isOwed: boolean }) => params.isOwed }),
    setReturned: assign({ hasReturned: () => true }),
    setTurnRunning: assign({ isTurnRunning: (_, params: { isRunning: boolean }) => params.isRunning }),
    setKept: assign({ isAnswerKept: (_, params: { isKept: boolean }) => params.isKept }),
    setWrapUp: assign({ isWrapUpDue: (_, params: { isDue: boolean }) => params.isDue }),
    setPlanDone: assign({ isPlanDone: () => true, isConclusionDue: () => true }),
    setConcluded: assign({ isConclusionDue: () => false }),
    countRefusal: assign({ refusals: ({ context }) => context.refusals + 1 }),
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
    canRotateQuietly: and([
      ({ context }: { context: InterviewContext }) => context.isGoingAway && context.hasHandle && context.isRested,
      stateIn({ IN_PROGRESS: { floor: "open" } }),
    ]),
    isTurnRunning: ({ context }) => context.isTurnRunning,
    isAnswerKept: ({ context }) => context.isAnswerKept,
    isConversing: stateIn({ IN_PROGRESS: { gemini: "conversing" } }),
    isGeminiAway: not(stateIn({ IN_PROGRESS: { gemini: "conversing" } })),
    isFarewell: stateIn({ IN_PROGRESS: { floor: "farewell" } }),
    takesFloor: (_, params: { takesFloor: boolean }) => params.takesFloor,
    canReturn: ({ context }) => context.isResumable && !context.hasReturned,
    isUnopened: ({ context }) => !context.hasSpoken,
    // A fresh session is told all that was said; one that was resumed by an older handle has forgotten what came after it.
    hasLostWords: ({ context }) => context.isOwed || (context.wasResumed && !context.isHandleFresh),
    isWrapUpDue: ({ context }) => context.isWrapUpDue,
    isConclusionDue: ({ context }) => context.isConclusionDue,
    isEndGranted: ({ context }, params: EndCalled) => grantsEnd(context, params),
    isEndAnnounced: ({ context }, params: EndCalled) => params.isFarewellSaid && grantsEnd(context, params),
    isEndConfirmable: (_, { reason }: EndCalled) => reason === "candidate_asked",
    isContextBroken: (_, params: { code: number }) => params.code === 1007,
    wasEnding: ({ context }) => context.endReason !== null && context.restartsAs === "IN_PROGRESS",
    wasInProgress: ({ context }) => context.restartsAs === "IN_PROGRESS",
    wasCompleted: ({ context }) => context.restartsAs === "COMPLETED",
    wasFailed: ({ context }) => context.restartsAs === "ERROR",
    isDelivered: ({ context }) => context.isDelivered,
    hasOpeningLeft: ({ context }) => context.openings < mostOpenings,
    hasAttemptLeft: ({ context }) => context.attempts < 3,
    hasMissLeft: ({ context }) => context.missed < mostMissed - 1,
    hasResumeLeft: ({ context }) => context.attempts < 2,
    isEndConfirmed: (_, params: { what: Steering }) => params.what === "END_CONFIRMED",
    isEndDeclined: (_, params: { what: Steering }) => params.what === "END_DECLINED",
    isSilencePaused: ({ context }) => !context.hasClient || context.isMuted,
    isAskedToStop: ({ context }) => context.silence >= silenceCues.length,
    isHelped: ({ context }) => silenceCues[context.silence - 1] === "help",
    isWish: and([
      stateIn({ IN_PROGRESS: { gemini: "conversing" } }),
      ({ event }: { event: InterviewEvent }) => event.type === "steered" && (event.what === "REPHRASE" || event.what === "SKIP"),
    ]),
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
    slowLimit: ({ context }) => context.limits.slowMs,
    nudgeLimit: ({ context }) => context.limits.nudgeMs,
    unansweredLimit: ({ context }) => context.limits.unansweredMs,
    unopenedLimit: ({ context }) => context.limits.unopenedMs,
    farewellLimit: ({ context }) => context.limits.farewellMs,
    wordsLimit: ({ context }) => context.limits.wordsMs,
    lateWordsLimit: ({ context }) => context.limits.lateWordsMs,
    storeLimit: ({ context }) => context.limits.storeMs,
    pause: ({ context }) => pauseOf(context),
    thinkLimit: ({ context }) => context.limits.thinkMs,
    tail: ({ context }) => context.limits.tailMs,
    offerLimit: ({ context }) => context.audibleForMs + offers[context.patience],
    helpLimit: ({ context }) => context.limits.helpMs,
    moveOnLimit: ({ context }) => context.audibleForMs + context.limits.moveOnMs,
    stopLimit: ({ context }) => context.audibleForMs + context.limits.stopMs,
    confirmLimit: ({ context }) => context.limits.confirmMs,
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
    missed: 0,
    isOwed: false,
    isTurnRunning: false,
    isAnswerKept: false,
    hasReturned: false,
    isWrapUpDue: false,
    isPlanDone: input.isPlanDone ?? false,
    isConclusionDue: false,
    refusals: 0,
    askedCallId: null,
    isRested: true,
    rotations: input.rotations ?? 0,
    patience: input.patience ?? "NORMAL",
    turns: 0,
    silence: 0,
    audibleForMs: 0,
    isMuted: input.isMuted ?? false,
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
                spawnChild("gemini", opened("start")),
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
        "wrapUp.due": { actions: [{ type: "setWrapUp", params: { isDue: true } }, tellNotice("TIME_LEFT")] },
        "plan.covered": { actions: "setPlanDone" },
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
              entry: ["openRelay", "greetClient", raise({ type: "session.opened" })],
              exit: ["closeRelay", cancel("rotation"), cancel("rotationPace")],
              always: [
                { guard: "hasUntold", actions: ["tellUntold", "forgetUntold"] },
                { guard: "canRotateQuietly", target: "resuming", actions: "countRotation" },
              ],
              on: {
                "client.joined": { actions: "greetClient" },
                "session.opened": { actions: { type: "setHandleFresh", params: { isFresh: false } } },
                "activity.began": { actions: "frameAnswer" },
                "activity.ended": { actions: "unframeAnswer" },
                "text.stored": { actions: { type: "tell", params: ({ event }) => event } },
                "client.ended": { guard: { type: "isAnswerOpen", params: ({ event }) => event }, target: "finishing" },
                "gemini.transcribed": { actions: [{ type: "setHandleFresh", params: { isFresh: false } }, recordWords, countWords] },
                "gemini.turnStarted": {
                  actions: ["startTurn", "forgetMissed", { type: "setHandleFresh", params: { isFresh: false } }, setTurnRunning(true)],
                },
                "gemini.turnEnded": { actions: ["finishTurn", setTurnRunning(false)] },
                // The turn may have ended while its sound still plays.
                "gemini.interrupted": { actions: [cutTurn, "interruptClient", setTurnRunning(false)] },
                "gemini.goingAway": {
                  actions: ["setGoingAway", cancel("rotation"), raise({ type: "rotation.due" }, { delay: "rotateBy", id: "rotation" })],
                },
                "rotation.allowed": { actions: "setRested" },
                "rotation.due": [leaveInFarewell, { target: "resuming", actions: "countRotation" }],
                // A session that does not answer is not continued: a fresh one is told all that was said.
                "answer.missed": [
                  {
                    guard: "hasMissLeft",
                    target: "resuming",
                    actions: ["countMissed", tellNotice("PROVIDER_SLOW"), ...abandonHandle],
                  },
                  fail("geminiSilent"),
                ],
                "gemini.stalled": [leaveInFarewell, { target: "resuming" }],
                "gemini.lost": [
                  leaveInFarewell,
                  { guard: { type: "isContextBroken", params: ({ event }) => event }, target: "resuming", actions: abandonHandle },
                  { target: "resuming" },
                ],
                "gemini.refused": [leaveInFarewell, fail("geminiRefused")],
                "gemini.closed": [
                  leaveInFarewell,
                  { guard: "isGoingAway", target: "resuming" },
                  { guard: "canReturn", target: "resuming.returning", actions: "setReturned" },
                  end("GEMINI_ENDED"),
                ],
              },
            },
            // The candidate has ended it; the words of their last answer are still to come.
            finishing: {
              tags: "paced",
              entry: ["recordEndRequest", sendTo("gemini", { type: "answer.ended" }), raise({ type: "session.closed" })],
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
              entry: [stopChild("gemini"), "resetAttempts", "finishUtterances", setTurnRunning(false), raise({ type: "session.closed" })],
              initial: "choosing",
              after: { resumeLimit: fail("geminiLost"), slowLimit: { actions: tellNotice("PROVIDER_SLOW") } },
              on: { "text.stored": { actions: keepUntold } },
              states: {
                choosing: {
                  always: [{ guard: "isResumable", target: "reopening" }, { target: "retelling" }],
                },
                reopening: {
                  entry: ["countAttempt", spawnChild("gemini", opened("resume"))],
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
                  entry: ["countAttempt", spawnChild("gemini", opened("retell"))],
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
                  entry: spawnChild("gemini", opened("resume")),
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
        // Whose turn it is. Where the sound goes and what counts as speech, the host decides by it.
        floor: {
          initial: "open",
          on: {
            "patience.chosen": { actions: choosePatience },
            "think.began": { actions: "breakSilence" },
            muted: { actions: setMuted },
            steered: { actions: "breakSilence" },
            "text.stored": [
              {
                guard: "isConversing",
                target: ".due",
                actions: ["countTurn", "breakSilence", "takeFloor", setTurnRunning(false), setKept(false)],
              },
              { target: ".due", actions: ["countTurn", "breakSilence", "takeFloor", setTurnRunning(false), setKept(true)] },
            ],
            "gemini.endCalled": [
              { guard: isEndGranted, target: ".farewell", actions: grantEnd },
              { guard: isEndConfirmable, target: ".confirming", actions: keepCall },
              { target: ".due", actions: ["countRefusal", refuseEnd, setKept(false)] },
            ],
          },
          states: {
            open: {
              entry: tellFloor("OPEN"),
              initial: "choosing",
              on: {
                "session.opened": [
                  { guard: "isUnopened", target: "opening" },
                  { guard: "hasLostWords", target: "due", actions: [cue("continue"), setKept(false)] },
                  { target: ".choosing" },
                ],
                "session.closed": { target: ".paused" },
                "client.joined": { target: ".choosing" },
                "client.left": { target: ".choosing" },
                "think.began": { target: ".thinking", actions: "breakSilence" },
                muted: { target: ".choosing", actions: setMuted },
                "voice.began": [{ guard: takesFloor, target: "answering", actions: "takeFloor" }, { target: "answering" }],
                "talk.pressed": { target: "answering.held", actions: "takeFloor" },
                steered: [
                  { ...wish, target: "due" },
                  { target: ".choosing", actions: "breakSilence" },
                ],
                "gemini.turnStarted": { target: "interviewer" },
                // Words of a voice that was too low to be heard here.
                "answer.due": { target: "due", actions: ["breakSilence", setKept(false)] },
                "gemini.endCalled": [
                  // A goodbye that was spoken before the call counts.
                  { guard: isEndAnnounced, ...end("GEMINI_ENDED") },
                  { guard: isEndGranted, target: "farewell", actions: grantEnd },
                  { guard: isEndConfirmable, target: "confirming", actions: keepCall },
                  { target: "due", actions: ["countRefusal", refuseEnd, setKept(false)] },
                ],
                "patience.chosen": { target: "open", reenter: true, actions: choosePatience },
              },
              // The candidate's silence, from when the interviewer is no longer heard. Any sign of them begins it anew.
              states: {
                choosing: {
                  always: [
                    { guard: "isGeminiAway", target: "paused" },
                    { guard: "isSilencePaused", target: "paused" },
                    { guard: "isAskedToStop", target: "askedToStop" },
                    { guard: "isHelped", target: "helped" },
                    { target: "quiet" },
                  ],
                },
                paused: {},
                thinking: {
                  entry: tellFloor("HELD", ({ limits }) => limits.thinkMs),
                  exit: tellFloor("OPEN"),
                  after: { thinkLimit: { target: "choosing" } },
                  on: {
                    "think.ended": { target: "choosing" },
                    "voice.began": { target: "#interview.IN_PROGRESS.floor.answering.held", actions: "takeFloor" },
                  },
                },
                quiet: { after: { offerLimit: { target: "offered" } } },
                offered: { entry: tellNotice("SILENCE_OFFERED"), after: { helpLimit: speakInto } },
                helped: { after: { moveOnLimit: speakInto } },
                askedToStop: { after: { stopLimit: end("GEMINI_ENDED") } },
              },
            },
            opening: {
              entry: [tellFloor("DUE"), cue("open")],
              initial: "asked",
              on: {
                "session.closed": { target: "open" },
                "gemini.turnStarted": { target: "interviewer" },
                "voice.began": { target: "answering" },
                "talk.pressed": { target: "answering.held" },
                "answer.due": { target: "due", actions: setKept(false) },
              },
              states: {
                asked: { after: { nudgeLimit: { target: "askedAgain" } } },
                askedAgain: { entry: cue("openAgain"), after: { unopenedLimit: { actions: raise({ type: "answer.missed" }) } } },
              },
            },
            answering: {
              entry: ["countTurn", "breakSilence", setOwed(false), "openAnswer", raise({ type: "activity.began" })],
              exit: ["closeAnswer", raise({ type: "activity.ended" })],
              initial: "speaking",
              on: {
                "voice.lost": { target: "due", actions: setKept(true) },
                steered: { guard: { type: "isAnswerDone", params: ({ event }) => event }, target: "due", actions: setKept(true) },
                // The session before this one has not heard it to its end.
                "session.opened": [
                  { guard: "isUnopened", actions: ["frameAnswer", cue("open")] },
                  { guard: "hasLostWords", actions: ["frameAnswer", cue("recall")] },
                  { actions: "frameAnswer" },
                ],
                "gemini.endCalled": [
                  { guard: isEndGranted, target: "farewell", actions: grantEnd },
                  { actions: ["countRefusal", refuseEnd] },
                ],
              },
              states: {
                speaking: {
                  entry: tellFloor("ANSWERING"),
                  on: {
                    "voice.ended": { target: "pausing", actions: { type: "setSpokenMs", params: ({ event }) => event } },
                    "talk.pressed": { target: "held" },
                    "think.began": { target: "held" },
                  },
                },
                pausing: {
                  entry: tellFloor("ANSWERING", pauseOf),
                  after: { pause: { target: "#interview.IN_PROGRESS.floor.due", actions: setKept(true) } },
                  on: {
                    "voice.began": { target: "speaking" },
                    "talk.pressed": { target: "held" },
                    "think.began": { target: "held" },
                    "gemini.turnStarted": { target: "#interview.IN_PROGRESS.floor.interviewer" },
                    // Where Gemini decides whose turn it is, it may have heard the end of an answer before us.
                    "gemini.endCalled": [
                      { guard: isEndGranted, target: "#interview.IN_PROGRESS.floor.farewell", actions: grantEnd },
                      { guard: isEndConfirmable, target: "#interview.IN_PROGRESS.floor.confirming", actions: [keepCall, setKept(true)] },
                    ],
                    "patience.chosen": { target: "pausing", reenter: true, actions: choosePatience },
                  },
                },
                held: {
                  entry: tellFloor("HELD", ({ limits }) => limits.thinkMs),
                  exit: "relisten",
                  after: { thinkLimit: { target: "pausing" } },
                  on: {
                    "voice.ended": { actions: { type: "setSpokenMs", params: ({ event }) => event } },
                    "think.ended": { target: "pausing" },
                    "talk.released": { target: "trailing" },
                  },
                },
                // The key goes up before the last word is over.
                trailing: {
                  entry: tellFloor("ANSWERING", ({ limits }) => limits.tailMs),
                  after: { tail: { target: "#interview.IN_PROGRESS.floor.due", actions: setKept(true) } },
                  on: { "talk.pressed": { target: "held" } },
                },
              },
            },
            // Silence is normal but here: the candidate has said what they had to say.
            due: {
              entry: [tellFloor("DUE"), setOwed(true)],
              initial: "choosing",
              on: {
                "session.closed": { target: ".unheard" },
                "voice.began": { target: "answering" },
                "talk.pressed": { target: "answering.held" },
                steered: { ...wish, target: "due", reenter: true },
                "gemini.turnStarted": { target: "interviewer" },
                "answer.due": { target: "due", reenter: true, actions: ["breakSilence", setKept(false)] },
              },
              states: {
                choosing: {
                  always: [
                    { guard: "isTurnRunning", target: "#interview.IN_PROGRESS.floor.interviewer" },
                    { guard: "isGeminiAway", target: "unheard" },
                    { guard: "isWrapUpDue", target: "wrappingUp" },
                    { guard: "isConclusionDue", target: "concluding" },
                    { target: "waiting" },
                  ],
                },
                // Gemini is away. Of an answer in speech it hears the sound again.
                unheard: {
                  on: {
                    "session.opened": [
                      { guard: "isUnopened", target: "#interview.IN_PROGRESS.floor.opening" },
                      { guard: "isAnswerKept", target: "choosing" },
                      { target: "choosing", actions: cue("continue") },
                    ],
                  },
                },
                waiting: { after: { nudgeLimit: { target: "reminded" } } },
                // The answer was the last: the text of ours is part of what is answered.
                wrappingUp: {
                  entry: [{ type: "setWrapUp", params: { isDue: false } }, "setConcluded", cue("wrapUp")],
                  after: { nudgeLimit: { target: "reminded" } },
                },
                // So was this one of the last planned question.
                concluding: {
                  entry: ["setConcluded", cue("conclude")],
                  after: { nudgeLimit: { target: "reminded" } },
                },
                reminded: { entry: cue("answer"), after: { unansweredLimit: { actions: raise({ type: "answer.missed" }) } } },
              },
            },
            interviewer: {
              entry: [tellFloor("INTERVIEWER"), setOwed(true)],
              on: {
                "session.closed": { target: "open" },
                // Where Gemini decides whose turn it is, it says when it was interrupted.
                "voice.began": { guard: takesFloor, target: "answering", actions: ["takeFloor", setTurnRunning(false)] },
                "talk.pressed": { target: "answering.held", actions: ["takeFloor", setTurnRunning(false)] },
                steered: { ...wish, target: "due" },
                "gemini.turnEnded": {
                  target: "open",
                  actions: [setOwed(false), "relisten", { type: "setAudible", params: ({ event }) => event }],
                },
                "gemini.interrupted": { target: "open", actions: [setOwed(false), "relisten", { type: "setAudible", params: {} }] },
                "gemini.endCalled": [
                  { guard: isEndGranted, target: "farewell.closing", actions: grantEnd },
                  { guard: isEndConfirmable, target: "confirming", actions: keepCall },
                  { actions: ["countRefusal", refuseEnd] },
                ],
              },
            },
            // The interviewer understood that the candidate wants to stop: they are asked on their screen. Who goes on does not.
            confirming: {
              entry: [tellFloor("OPEN"), setOwed(true), confirmEnd],
              after: { confirmLimit: { target: "due", actions: [...refuseUnconfirmed, setKept(false)] } },
              on: {
                steered: [
                  { guard: { type: "isEndConfirmed", params: asked }, target: "farewell", actions: "grantConfirmed" },
                  {
                    guard: { type: "isEndDeclined", params: asked },
                    target: "due",
                    actions: [...refuseUnconfirmed, setKept(false)],
                  },
                ],
                "voice.began": { target: "answering", actions: [...refuseUnconfirmed, "takeFloor", setTurnRunning(false)] },
                "talk.pressed": { target: "answering.held", actions: [...refuseUnconfirmed, "takeFloor", setTurnRunning(false)] },
                "text.stored": {
                  target: "due",
                  actions: [...refuseUnconfirmed, "countTurn", "breakSilence", "takeFloor", setTurnRunning(false), setKept(false)],
                },
                "client.joined": { actions: confirmEnd },
                "session.closed": { target: "open" },
                "gemini.endCancelled": { target: "open", actions: setOwed(false) },
                "gemini.endCalled": [
                  { guard: isEndGranted, target: "farewell", actions: grantEnd },
                  { actions: ["countRefusal", refuseEnd] },
                ],
              },
            },
            farewell: {
              tags: "paced",
              entry: tellFloor("INTERVIEWER"),
              initial: "awaiting",
              on: {
                "gemini.endCalled": { actions: grantEnd },
                "gemini.endCancelled": [
                  { guard: "isTurnRunning", target: "interviewer" },
                  { target: "open", actions: setOwed(false) },
                ],
                "text.stored": {},
              },
              states: {
                // The turn that called may end before the closing line begins.
                awaiting: {
                  after: { farewellLimit: end("GEMINI_ENDED") },
                  on: { "gemini.turnStarted": { target: "closing" } },
                },
                closing: {
                  after: { farewellLimit: end("GEMINI_ENDED") },
                  on: {
                    // The limit counts from the last words of the goodbye.
                    "gemini.transcribed": {
                      guard: { type: "isInterviewer", params: ({ event }) => event },
                      target: "closing",
                      reenter: true,
                    },
                    "gemini.turnEnded": end("GEMINI_ENDED"),
                  },
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
                "client.left": {
                  target: "away",
                  actions: [
                    { type: "setClient", params: { isThere: false } },
                    { type: "setMuted", params: { isOn: false } },
                  ],
                },
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

/** "IN_PROGRESS.gemini.conversing client.present": where an interview stands; whose turn it is within it is no phase. */
export const phaseOf = (value: StateValue | undefined): string => {
  if (value === undefined || typeof value === "string") return value ?? "";
  return Object.entries(value)
    .filter(([region]) => region !== "floor")
    .map(([state, inner]) => [state, phaseOf(inner)].filter((it) => it !== "").join("."))
    .join(" ");
};

import { confirmMs, connectMs, lastWordsMs, storeMs, thinkMs } from "../../contract/limits.ts";
import type { Patience } from "../../contract/vocabulary.ts";
import type { Cue, EndCalled, InterviewContext } from "./events.ts";

/**
 * Limits of the chart's own timers, in ms. The session's deadline and the grace are alarms of the object instead, because those outlive the
 * process.
 */
export type InterviewLimits = {
  /** For the app to send the set-up; after it the interview begins with a general one. */
  setupMs: number;
  /** From the candidate's arrival until Gemini is open, over all attempts. */
  connectMs: number;
  /** For one attempt at opening Gemini. */
  attemptMs: number;
  /** The wait before the second attempt; each further one is twice as long. */
  backoffMs: number;
  /** For Gemini to be open again within an interview, over all attempts. */
  resumeMs: number;
  /** For one attempt at resuming by the handle; then a fresh session is told the conversation. */
  resumeAttemptMs: number;
  /** After this the candidate is told that the interviewer takes longer. */
  slowMs: number;
  /** A due answer, or opening, is asked for once more after this. */
  nudgeMs: number;
  /** From then on until a session that owes an answer counts as one that does not answer. */
  unansweredMs: number;
  /** The same for a session that owes the opening. */
  unopenedMs: number;
  /** For the goodbye to begin, to go on, and to be heard: for each of these. */
  farewellMs: number;
  /** For the words of the last answer, after the candidate has ended. */
  wordsMs: number;
  /** For more of them, after the first; and for Gemini to close a connection that was left in the middle of a turn. */
  lateWordsMs: number;
  /** For the app to take the transcript before the candidate is told of the end. */
  storeMs: number;
  /** Between two rotations at quiet moments; doubled with each. */
  rotationPaceMs: number;
  /** How long the candidate may think or hold the key. */
  thinkMs: number;
  /** How long an answer stays open after the key was released, because the last word may not be over. */
  tailMs: number;
  /** For the candidate to confirm the end. */
  confirmMs: number;
  /** For a silent candidate: from the offer on their screen until the interviewer helps. */
  helpMs: number;
  /** From that help until the next question. */
  moveOnMs: number;
  /** From the question whether to stop until the end. */
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
  thinkMs,
  tailMs: 500,
  confirmMs,
  helpMs: 20_000,
  moveOnMs: 30_000,
  stopMs: 60_000,
};

/** Most openings of Gemini for an interview that does not become live. */
export const mostOpenings = 5;
/** The largest factor by which the pace of quiet rotations is slowed down. */
const slowestPace = 32;
/**
 * How many rotations may follow each other without a pause, when the service announces the end of each session soon after it was opened.
 */
const mostFollowed = 5;
/** The interview is given up after this many answers in a row that the model did not give. */
export const mostMissed = 4;
/** A session whose end was announced is left when it has this long to live, in ms, if no quiet moment comes before. */
const lastMomentMs = 5_000;
/** The share of the interview's time that must be used before the interviewer may end it, by reason. */
const enoughShare = { plan_done: 0.6, candidate_asked: 0.75 };
/** Most end calls that are refused. The next one is granted, whatever its reason. */
const mostRefusals = 2;

/** The pause that ends an answer, in ms; the second value applies while hardly anything was said. */
const pauses: Readonly<Record<Patience, readonly [number, number]>> = {
  QUICK: [800, 1_600],
  NORMAL: [1_600, 3_000],
  PATIENT: [4_000, 7_000],
  HOLD_TO_TALK: [1_600, 3_000],
};
const hardlyAnythingMs = 1_500;

/** The pause that ends an answer once something was said, in ms. */
export const pauseMs = (patience: Patience): number => pauses[patience][0];

/** Ms after which a silent candidate is offered help on their screen. */
export const offers: Readonly<Record<Patience, number>> = { QUICK: 12_000, NORMAL: 25_000, PATIENT: 45_000, HOLD_TO_TALK: 45_000 };
/** What the interviewer says into a silence, in this order: after two questions without an answer it asks whether to stop. */
export const silenceCues = ["help", "moveOn", "help", "askToStop"] as const;

/**
 * The cues that lead the interviewer on, with the variants that replace them when it is to come to its end: two separate texts would
 * contradict each other.
 */
const lastCues: Partial<Record<Cue, Cue>> = { continue: "continueLast", skip: "skipLast", moveOn: "moveOnLast" };

/** The cue to give in place of `cue`: its variant that leads to the end, if the end is due. */
export const cueOf = ({ isWrapUpDue, isConclusionDue }: InterviewContext, cue: Cue): Cue =>
  isWrapUpDue || isConclusionDue ? (lastCues[cue] ?? cue) : cue;

/** How the context changes with a cue that asks for the end: the end is no longer due, but unanswered. */
export const askedBy = (
  { isWrapUpDue, isConclusionDue, unanswered }: InterviewContext,
  cue: Cue,
): Partial<Pick<InterviewContext, "isWrapUpDue" | "isConclusionDue" | "unanswered">> => {
  if (cue !== "wrapUp" && cue !== "conclude" && lastCues[cue] === undefined) return {};
  const asked = isWrapUpDue ? "wrapUp" : isConclusionDue ? "conclude" : unanswered;
  return { isWrapUpDue: false, isConclusionDue: false, unanswered: asked };
};

/**
 * Whether the session was resumed by an older handle, and has forgotten what was said after it. A fresh session is told all that was said.
 */
export const hasForgotten = ({ wasResumed, isHandleFresh }: InterviewContext): boolean => wasResumed && !isHandleFresh;

/** Ms until the next quiet rotation. */
export const paceOf = ({ limits, rotations }: InterviewContext): number =>
  limits.rotationPaceMs * Math.min(slowestPace, 2 ** Math.max(0, rotations - 1));

/** Ms for which a session that will live for `timeLeftMs` is kept, if no quiet moment comes before. */
export const keptForMs = (context: InterviewContext, timeLeftMs: number): number =>
  Math.max(0, timeLeftMs - lastMomentMs) + (context.isRested || context.rotations < mostFollowed ? 0 : paceOf(context));

/** For how long the candidate may think, in ms. */
export const thinkForMs = ({ thinkForMs: left, limits }: InterviewContext): number => left ?? limits.thinkMs;

/** The pause that ends the open answer, in ms. */
export const pauseOf = ({ patience, spokenMs }: InterviewContext): number => pauses[patience][spokenMs < hardlyAnythingMs ? 1 : 0];

/**
 * Whether the interviewer's end call is granted, as the contract has it: if the plan is done, or `enoughShare` of the time is used; for a
 * silent candidate once they were asked whether to stop; and always at the third call.
 */
export const grantsEnd = ({ refusals, silence, isPlanDone }: InterviewContext, { reason, usedShare }: EndCalled): boolean =>
  refusals >= mostRefusals ||
  (reason === "plan_done" && isPlanDone) ||
  (reason === "candidate_silent" ? silence >= silenceCues.length : usedShare >= enoughShare[reason]);

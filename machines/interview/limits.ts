import { confirmMs, connectMs, lastWordsMs, storeMs, thinkMs } from "../../contract/limits.ts";
import type { Patience } from "../../contract/vocabulary.ts";
import type { Cue, EndCalled, InterviewContext } from "./events.ts";

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
  thinkMs,
  tailMs: 500,
  confirmMs,
  helpMs: 20_000,
  moveOnMs: 30_000,
  stopMs: 60_000,
};

/** Gemini is opened so often for an interview that does not become live. */
export const mostOpenings = 5;
const slowestPace = 32;
/** A service that says goodbye to each connection soon after it was opened is followed so often. */
const mostFollowed = 5;
/** A model that has left so many answers unanswered in a row is not waited for any longer. */
export const mostMissed = 4;
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
export const offers: Readonly<Record<Patience, number>> = { QUICK: 12_000, NORMAL: 25_000, PATIENT: 45_000, HOLD_TO_TALK: 45_000 };
/** What the interviewer says into a silence, one after the other: two questions unanswered, each with its help, come to the last. */
export const silenceCues = ["help", "moveOn", "help", "askToStop"] as const;

/** What leads the interviewer on leads it to the end where that is due: two texts at once would contradict each other. */
const lastCues: Partial<Record<Cue, Cue>> = { continue: "continueLast", skip: "skipLast", moveOn: "moveOnLast" };

/** The text that a cue becomes. */
export const cueOf = ({ isWrapUpDue, isConclusionDue }: InterviewContext, cue: Cue): Cue =>
  isWrapUpDue || isConclusionDue ? (lastCues[cue] ?? cue) : cue;

/** What is known of the end once a cue is given: it is asked for once. */
export const askedBy = (
  { isWrapUpDue, isConclusionDue, unanswered }: InterviewContext,
  cue: Cue,
): Partial<Pick<InterviewContext, "isWrapUpDue" | "isConclusionDue" | "unanswered">> => {
  if (cue !== "wrapUp" && cue !== "conclude" && lastCues[cue] === undefined) return {};
  const asked = isWrapUpDue ? "wrapUp" : isConclusionDue ? "conclude" : unanswered;
  return { isWrapUpDue: false, isConclusionDue: false, unanswered: asked };
};

/** A fresh session is told all that was said; one that was resumed by an older handle has forgotten what came after it. */
export const hasForgotten = ({ wasResumed, isHandleFresh }: InterviewContext): boolean => wasResumed && !isHandleFresh;

export const paceOf = ({ limits, rotations }: InterviewContext): number =>
  limits.rotationPaceMs * Math.min(slowestPace, 2 ** Math.max(0, rotations - 1));

/** How long a connection that will live for `timeLeftMs` is kept where no quiet moment comes before, in ms. */
export const keptForMs = (context: InterviewContext, timeLeftMs: number): number =>
  Math.max(0, timeLeftMs - lastMomentMs) + (context.isRested || context.rotations < mostFollowed ? 0 : paceOf(context));

export const pauseOf = ({ patience, spokenMs }: InterviewContext): number => pauses[patience][spokenMs < hardlyAnythingMs ? 1 : 0];

/** By contract: the interview ends when its plan is through, or as good as that from most of its time on, by a candidate's wish near its end, their silence once they were asked, a third call always. */
export const grantsEnd = ({ refusals, silence, isPlanDone }: InterviewContext, { reason, usedShare }: EndCalled): boolean =>
  refusals >= mostRefusals ||
  (reason === "plan_done" && isPlanDone) ||
  (reason === "candidate_silent" ? silence >= silenceCues.length : usedShare >= enoughShare[reason]);

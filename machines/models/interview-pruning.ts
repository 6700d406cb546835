import type { AnyMachineSnapshot } from "xstate";
import type { InterviewContext } from "../interview/events.ts";
import { timeOf } from "./simulated-time.ts";

/**
 * Where the walk of the interview chart stops. All combinations would be millions of situations, so each rare one is walked with what is
 * usual around it. What is new in a chart is walked without a rule. Only if the walk becomes too long (`steps` of `npm run
 * coverage:machines`) does it get a rule here: in `seldom` if it shows nothing new together with another of them, in `endings` if nothing
 * new can follow it. If coverage then misses something that needs two seldom things at once, their pair goes into `pairs`.
 */
export const isFarEnough = (snapshot: AnyMachineSnapshot): boolean => {
  const at = sightOf(snapshot);
  const most = Object.values(pairs).some((holds) => holds(at)) ? 2 : 1;
  return Object.values(endings).some((holds) => holds(at)) || Object.values(seldom).filter((holds) => holds(at)).length > most;
};

type Sight = ReturnType<typeof sightOf>;
type Rules = Readonly<Record<string, (at: Sight) => boolean>>;

/** What the rules look at in a situation. */
const sightOf = ({ context: plain, value }: AnyMachineSnapshot) => {
  const context: InterviewContext = plain;
  const { gemini, client, floor } = value.IN_PROGRESS ?? {};
  const isTiming = (name: string): boolean => timeOf({ context: plain }).timers.some(({ delay }) => delay === name);
  const isTalking: boolean = gemini === "conversing";
  const isResuming: boolean = gemini?.resuming !== undefined;
  const isDue: boolean = floor?.due !== undefined;
  const isLetBe: boolean = floor?.open === "thinking" || floor?.open?.unfinished !== undefined;
  return {
    context,
    isOver: value.COMPLETED !== undefined || value.ERROR !== undefined,
    isAway: client === "away",
    isTalking,
    isResuming,
    isFinishing: gemini?.finishing !== undefined,
    isReaching: gemini?.finishing === "reaching",
    isSlow: isResuming && !isTiming("slowLimit"),
    isPaced: isTiming("rotationPace"),
    isContinued: isTalking && context.attempts > 0,
    isQuietFloor: floor === undefined || floor === "interviewer" || floor.open !== undefined || floor.opening !== undefined,
    isOpening: floor?.opening !== undefined,
    isSpeaking: floor?.answering === "speaking",
    isHeld: floor?.answering?.held !== undefined || floor?.answering === "trailing",
    isDue,
    isAnswered: isDue || floor?.answering !== undefined,
    isFarewell: floor?.farewell !== undefined,
    isConfirming: floor === "confirming",
    isLetBe,
    isSilent: context.silence > 0 || floor?.open === "offered" || isLetBe,
    isPressed: context.refusals > 0 || context.isWrapUpDue,
    isRetried: context.attempts > 0,
  };
};

/** Rare things, each of which is walked by itself: a situation with two of them at once is not continued. */
const seldom: Rules = {
  "the candidate is silent": ({ isSilent }) => isSilent,
  "the candidate is silent, and Gemini not there": ({ isSilent, isTalking }) => isSilent && !isTalking,
  "the candidate is muted": ({ context }) => context.isMuted,
  "the candidate is away": ({ isAway }) => isAway,
  "the candidate has chosen another pace": ({ context }) => context.patience === "PATIENT",
  "the candidate answers, or is to be answered": ({ isAnswered }) => isAnswered,
  "the candidate holds the turn": ({ isHeld }) => isHeld,
  "the candidate typed what Gemini was not told": ({ context, isDue }) => context.untold !== null && !isDue,
  "the end is near, or was refused": ({ isPressed }) => isPressed,
  "the plan is done": ({ context }) => context.isPlanDone,
  "the candidate is asked whether to end": ({ isConfirming }) => isConfirming,
  "the goodbye is said": ({ isFarewell }) => isFarewell,
  "the last words are waited for": ({ isFinishing }) => isFinishing,
  "the last words are waited for, and Gemini must be reached": ({ isReaching, isSpeaking }) => isReaching && !isSpeaking,
  "Gemini ended a session without a goodbye": ({ context }) => context.hasReturned,
  "Gemini says that the session will end": ({ context }) => context.isGoingAway,
  "Gemini is there again after a failed attempt": ({ isContinued }) => isContinued,
  "Gemini is there, and does not open the interview": ({ isTalking, isOpening, context }) => isTalking && !context.hasSpoken && !isOpening,
  "Gemini speaks into an answer": ({ isAnswered, context }) => isAnswered && context.isTurnRunning,
  "Gemini is opened anew in a busy moment": ({ isResuming, isQuietFloor }) => isResuming && !isQuietFloor,
  "Gemini is opened anew, and slow": ({ isSlow }) => isSlow,
};

/** Pairs of rare things that need each other, or are one thing: both may hold at once. */
const pairs: Rules = {
  "silence is broken by an answer": ({ isSilent, isDue }) => isSilent && isDue,
  "a thought, or an answer that goes on, while Gemini is not there": ({ isLetBe, isTalking }) => isLetBe && !isTalking,
  "a thought, or an answer that goes on, after a failed attempt": ({ isLetBe, isContinued }) => isLetBe && isContinued,
  "a session that was ended is slow to come back": ({ isSlow, context }) => isSlow && context.hasReturned,
  "an attempt failed, and the next session ends": ({ isContinued, context }) => isContinued && context.isGoingAway,
  "an attempt failed before the opening": ({ isContinued, context }) => isContinued && !context.hasSpoken,
  "an answer near the end": ({ isAnswered, isPressed, context }) => isAnswered && (isPressed || context.isPlanDone),
  "an answer that is held": ({ isAnswered, isHeld }) => isAnswered && isHeld,
  "an answer after a failed attempt": ({ isAnswered, isContinued }) => isAnswered && isContinued,
  "an answer into Gemini's turn": ({ isAnswered, context }) => isAnswered && context.isTurnRunning,
  "an answer while Gemini is not there": ({ isAnswered, isTalking }) => isAnswered && !isTalking,
  "an answer before the opening": ({ isSpeaking, isDue, context }) => (isSpeaking || isDue) && !context.hasSpoken,
  "a goodbye that was pressed for": ({ isFarewell, isPressed }) => isFarewell && isPressed,
  "a goodbye to nobody": ({ isFarewell, isAway }) => isFarewell && isAway,
  "a goodbye of a session that ends": ({ isFarewell, context }) => isFarewell && context.isGoingAway,
  "a goodbye before the opening": ({ isFarewell, context }) => isFarewell && !context.hasSpoken,
};

/** Situations that nothing new can follow: how they came about does not matter any more, or the same was walked from a simpler one. */
const endings: Rules = {
  "over, whatever was before": ({ isOver, isSilent, isPressed, isRetried, context }) =>
    isOver && (context.hasHandle || context.isOwed || isRetried || !context.isRested || isPressed || context.isPlanDone || isSilent),
  "the plan is done, and the interviewer was asked to conclude": ({ isDue, context }) =>
    context.isPlanDone && !context.isConclusionDue && !isDue,
  "an answer or a silence while a quiet rotation is prepared or past": ({ isAnswered, isSilent, context }) =>
    (isAnswered || isSilent) && (context.hasHandle || !context.isRested),
  "not the first session that failed": ({ isRetried, context }) => isRetried && context.openings > context.attempts,
  "an answer was missed, in any but a plain situation": (at) => at.context.missed > 0 && !isPlainlyMissed(at),
  "there again, with no rotation before": ({ isContinued, isPaced, isLetBe, context }) =>
    context.missed === 0 && isContinued && !isPaced && !isLetBe,
  "there after more than one attempt": ({ isTalking, context }) => context.attempts > 1 && isTalking,
  "resumed in more than one attempt, in any but a plain conversation": (at) =>
    at.context.attempts > 1 && at.isResuming && !isPlainlyResumed(at),
};

const isPlainlyMissed = ({ isDue, isPressed, isSilent, isAway, context }: Sight): boolean =>
  isDue && !isAway && context.hasSpoken && context.isRested && !context.isAnswerKept && !isPressed && !isSilent;

const isPlainlyResumed = ({ isAnswered, isPressed, context }: Sight): boolean =>
  !isAnswered && context.hasSpoken && !context.isOwed && !context.isHandleFresh && !isPressed && !context.hasReturned;

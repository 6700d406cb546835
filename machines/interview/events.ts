import type { Failure, Refusal } from "../../contract/codes.ts";
import type { EndReason, Hush, Patience, Speaker, Status, Steering } from "../../contract/vocabulary.ts";
import type { InterviewLimits } from "./limits.ts";

/** How a Gemini session is opened: a first one, one continued by its resumption handle, or a fresh one told the conversation so far. */
export type OpenMode = "start" | "resume" | "retell";

/**
 * What a Gemini session is opened with. `missed`: how many answers in a row the sessions before it failed to give. `patience`: how long it
 * waits for the end of the candidate's answers.
 */
export type Opening = { mode: OpenMode; missed: number; patience: Patience };

/** Why the interviewer calls for the end. Any other reason that it gives counts as `plan_done`. */
export type EndCallReason = "plan_done" | "candidate_asked" | "candidate_silent";

/**
 * What a text of ours tells the interviewer (worker/session/gemini/prompt.ts has the words). Those that end in `Last` also tell it to come
 * to its end.
 */
export type Cue =
  /** To greet and ask the first question; and again, if it did not. */
  | "open"
  | "openAgain"
  /** To respond to an answer that it has not answered. */
  | "answer"
  /** To go on where a lost session stopped. */
  | "continue"
  | "continueLast"
  /** To know what was said before the answer that it is hearing. */
  | "recall"
  /** To come to its end, because of the time or because its questions are used up. */
  | "wrapUp"
  | "conclude"
  /** The candidate wants the question in other words, or to skip it. */
  | "rephrase"
  | "skip"
  | "skipLast"
  /** The candidate is silent: to offer help, to move on, to ask whether they want to stop. */
  | "help"
  | "moveOn"
  | "moveOnLast"
  | "askToStop";

/** Commands of the chart to the Gemini connection. `activity.*` frame the candidate's sound where we end their turns. */
export type GeminiCommand =
  | { type: "cued"; cue: Cue }
  | { type: "told"; text: string }
  | { type: "end.granted"; callId: string; isFarewellSaid: boolean }
  | { type: "end.refused"; callId: string; isUnconfirmed: boolean }
  | { type: "activity.began" }
  | { type: "activity.ended" }
  | { type: "answer.ended" }
  /** The connection is closed, but what is on its way from it still counts. */
  | { type: "left" };

/** The stored facts that the chart restarts from, and who is there now. */
export type InterviewInput = {
  interviewId: string;
  status: Status;
  isResumable: boolean;
  isDelivered: boolean;
  /** Why the interview ended or is about to end, as stored before the restart. */
  endReason?: EndReason | null;
  hasClient: boolean;
  /** Whether the transcript has a line of the interviewer. */
  hasSpoken?: boolean;
  /** Whether the candidate who is there is muted. */
  isMuted?: boolean;
  /** Why nothing was due from the interviewer; null if something was, or may have been. */
  hush?: Hush | null;
  /** For how long the candidate may still think, in ms. */
  thinkForMs?: number | null;
  /** How many of the interviewer's calls to end the interview were refused. */
  refusals?: number;
  /** How often Gemini was opened before the interview was live. */
  openings?: number;
  /** How many rotations there were before, if a recording begins in the middle. */
  rotations?: number;
  /** The interviewer is to wrap up, because its time is nearly over, and may not have been told. */
  isWrapUpDue?: boolean;
  /** Every planned question was asked or skipped. */
  isPlanDone?: boolean;
  /** The candidate's answers so far. */
  turns?: number;
  /** How long the interviewer waits, as chosen last. */
  patience?: Patience | null;
  limits?: Partial<InterviewLimits>;
};

export type InterviewContext = {
  interviewId: string;
  restartsAs: Status;
  limits: InterviewLimits;
  hasClient: boolean;
  /** Gemini is open already when the chart enters IN_PROGRESS. Forgotten right after. */
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
  /** How often in a row the interviewer did not say what was due from it. */
  missed: number;
  /** The interviewer has the floor: it speaks, or is to. */
  isOwed: boolean;
  /** What the candidate was doing before the restart. Forgotten right after. */
  hush: Hush | null;
  /** For how long a candidate who was thinking before the restart may go on, in ms. */
  thinkForMs: number | null;
  /** A turn of the interviewer is running, whoever has the floor. */
  isTurnRunning: boolean;
  /** A new session hears the sound of an answer that has no words yet, and so need not be told to answer it. */
  isAnswerKept: boolean;
  /** Gemini has once ended a session without a goodbye, and was opened again. */
  hasReturned: boolean;
  isWrapUpDue: boolean;
  /** Every planned question was asked or skipped. */
  isPlanDone: boolean;
  isConclusionDue: boolean;
  /** The last request to wrap up after which the interviewer has not begun to speak. It is lost with its session. */
  unanswered: "wrapUp" | "conclude" | null;
  refusals: number;
  /** The id of the interviewer's end call that the candidate is asked to confirm. */
  askedCallId: string | null;
  /** The last rotation is long enough ago for another. */
  isRested: boolean;
  rotations: number;
  patience: Patience;
  /** The candidate's answers so far. */
  turns: number;
  /** How often the interviewer has spoken into the candidate's silence. */
  silence: number;
  /** Ms for which the interviewer was still to be heard when its last turn ended. */
  audibleForMs: number;
  /** The client sends playback marks, and so will say when that has been heard. */
  isMarked: boolean;
  isMuted: boolean;
  /** Speech in the open answer, in ms. */
  spokenMs: number;
  /** What the candidate typed while Gemini was away. */
  untold: string | null;
  attempts: number;
  openings: number;
  endReason: EndReason | null;
  failure: Failure | null;
};

/** Ms for which the interviewer is still to be heard, and whether the client will say when that is over. */
export type Audible = { audibleForMs?: number; isMarked?: boolean };

export type InterviewEvent =
  | { type: "client.joined" }
  | { type: "client.left" }
  | { type: "client.ended"; isAnswerOpen: boolean }
  | { type: "client.expelled" }
  | { type: "gemini.ready" }
  | { type: "gemini.lost"; code: number }
  | { type: "gemini.refused"; code: number; failure: Refusal }
  | { type: "gemini.closed" }
  | { type: "gemini.goingAway"; timeLeftMs: number }
  | { type: "gemini.handleIssued"; handle: string }
  | { type: "gemini.turnStarted" }
  | ({ type: "gemini.turnEnded" } & Audible)
  | { type: "gemini.interrupted"; soundMs: number; heardMs: number }
  | { type: "gemini.transcribed"; speaker: Speaker; text: string; soundMs: number; isNoise?: boolean }
  | ({ type: "gemini.endCalled"; callId: string; reason: EndCallReason; usedShare: number; isFarewellSaid: boolean } & Audible)
  | { type: "gemini.endCancelled" }
  | { type: "gemini.stalled" }
  | { type: "speech.heard" }
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

export type EndCalled = Extract<InterviewEvent, { type: "gemini.endCalled" }>;
export type Transcribed = Extract<InterviewEvent, { type: "gemini.transcribed" }>;

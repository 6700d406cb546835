import type { Failure, Refusal } from "../../contract/codes.ts";
import type { EndReason, Hush, Patience, Speaker, Status, Steering } from "../../contract/vocabulary.ts";
import type { InterviewLimits } from "./limits.ts";

/** How a Gemini session is opened: a first one, one continued by its resumption handle, or a fresh one told the conversation so far. */
export type OpenMode = "start" | "resume" | "retell";

/**
 * What a Gemini session is opened with. `missed`: how many answers in a row the previous sessions failed to give. `patience`: how long it
 * waits before it takes a pause for the end of the candidate's answer.
 */
export type Opening = { mode: OpenMode; missed: number; patience: Patience };

/** Why the interviewer calls for the end; any other reason that it gives counts as `plan_done`. */
export type EndCallReason = "plan_done" | "candidate_asked" | "candidate_silent";

/**
 * What a text of ours tells the interviewer to do (the words are in worker/session/gemini/prompt.ts). Those ending in `Last` also tell it to
 * come to its end.
 */
export type Cue =
  /** To greet and ask the first question; once more where it did not. */
  | "open"
  | "openAgain"
  /** To respond to the answer that it has not answered. */
  | "answer"
  /** To go on where a lost session stopped. */
  | "continue"
  | "continueLast"
  /** What was said before the answer that it is hearing. */
  | "recall"
  /** To come to its end, because of the time or because its questions are used up. */
  | "wrapUp"
  | "conclude"
  /** The candidate wants the question in other words, or to leave it. */
  | "rephrase"
  | "skip"
  | "skipLast"
  /** The candidate is silent: to offer help, to move on, to ask whether they want to stop. */
  | "help"
  | "moveOn"
  | "moveOnLast"
  | "askToStop";

/** What the chart tells the Gemini connection. `activity.*` mark the bounds of the candidate's sound where we end their turns. */
export type GeminiCommand =
  | { type: "cued"; cue: Cue }
  | { type: "told"; text: string }
  | { type: "end.granted"; callId: string; isFarewellSaid: boolean }
  | { type: "end.refused"; callId: string; isUnconfirmed: boolean }
  | { type: "activity.began" }
  | { type: "activity.ended" }
  | { type: "answer.ended" }
  /** The connection is closed, and what is on its way from it still counts. */
  | { type: "left" };

/** The stored facts that the machine restarts from, and who is there now. */
export type InterviewInput = {
  interviewId: string;
  status: Status;
  isResumable: boolean;
  isDelivered: boolean;
  /** Why the interview ended, or is about to, as it was stored before the restart. */
  endReason?: EndReason | null;
  hasClient: boolean;
  /** Whether the transcript has a line of the interviewer yet. */
  hasSpoken?: boolean;
  /** Whether the candidate who is there has muted themselves. */
  isMuted?: boolean;
  /** Why nothing was due from the interviewer; null where something was, or may have been. */
  hush?: Hush | null;
  /** For how long the candidate may still think, in ms. */
  thinkForMs?: number | null;
  /** How many of the interviewer's calls for the end were refused. */
  refusals?: number;
  /** How often Gemini was opened for an interview that was not live yet. */
  openings?: number;
  /** How often it has rotated, where a recording begins in its middle. */
  rotations?: number;
  /** The interviewer is to come to an end, as its time is nearly over, and may not have been told. */
  isWrapUpDue?: boolean;
  /** Every planned question was asked or skipped. */
  isPlanDone?: boolean;
  /** The candidate's answers so far. */
  turns?: number;
  /** How long the interviewer waits, as was chosen last. */
  patience?: Patience | null;
  limits?: Partial<InterviewLimits>;
};

export type InterviewContext = {
  interviewId: string;
  restartsAs: Status;
  limits: InterviewLimits;
  hasClient: boolean;
  /** Gemini is open already as the chart arrives in IN_PROGRESS. Forgotten right after. */
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
  /** What the candidate was at before the restart. Forgotten right after. */
  hush: Hush | null;
  /** For how long a candidate who thought before the restart may still do so, in ms. */
  thinkForMs: number | null;
  /** An interviewer's turn runs, whoever has the floor. */
  isTurnRunning: boolean;
  /** A new session hears what it has to answer without being told: the sound of an answer without words. */
  isAnswerKept: boolean;
  /** Gemini has ended a session once without a goodbye. */
  hasReturned: boolean;
  isWrapUpDue: boolean;
  /** Every planned question was asked or skipped. */
  isPlanDone: boolean;
  isConclusionDue: boolean;
  /** The last wrap-up that the interviewer was asked for and has not begun to speak after: lost with its session. */
  unanswered: "wrapUp" | "conclude" | null;
  refusals: number;
  /** The interviewer's call for the end that the candidate is asked to confirm. */
  askedCallId: string | null;
  /** The last rotation is long enough ago for another. */
  isRested: boolean;
  rotations: number;
  patience: Patience;
  /** The candidate's answers so far. */
  turns: number;
  /** How often the interviewer has spoken into the candidate's silence. */
  silence: number;
  /** How long the interviewer was still to be heard when its last turn ended, in ms. */
  audibleForMs: number;
  /** The client marks what it plays, and so will say when that has been heard. */
  isMarked: boolean;
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

/** How long the interviewer is still to be heard, in ms, and whether the client will say when they are not. */
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

import type { Failure, Refusal } from "../../contract/codes.ts";
import type { EndReason, Patience, Speaker, Status, Steering } from "../../contract/vocabulary.ts";
import type { InterviewLimits } from "./limits.ts";

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
  | "open"
  | "openAgain"
  | "answer"
  | "continue"
  | "continueLast"
  | "recall"
  | "wrapUp"
  | "conclude"
  | "rephrase"
  | "skip"
  | "skipLast"
  | "help"
  | "moveOn"
  | "moveOnLast"
  | "askToStop";

/** What the chart and its other regions tell the Gemini connection. `activity.*` frame the candidate's sound where we end their turns. */
export type GeminiCommand =
  | { type: "cued"; cue: Cue }
  | { type: "told"; text: string }
  | { type: "end.granted"; callId: string; isFarewellSaid: boolean }
  | { type: "end.refused"; callId: string; isUnconfirmed: boolean }
  | { type: "activity.began" }
  | { type: "activity.ended" }
  | { type: "answer.ended" };

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
  /** The time to come to an end is there. */
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
  /** The session was opened before the interview began to run: asked once, as it arrives there. */
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
  /** What the interviewer is to answer reaches a new session by itself: it is sound without words. */
  isAnswerKept: boolean;
  /** Gemini has ended a session once without a goodbye. */
  hasReturned: boolean;
  isWrapUpDue: boolean;
  /** Every planned question was asked or skipped. */
  isPlanDone: boolean;
  isConclusionDue: boolean;
  /** What the interviewer was asked behind an answer, and has not begun to answer. */
  unanswered: "wrapUp" | "conclude" | null;
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
  /** The client says when it has been heard. */
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

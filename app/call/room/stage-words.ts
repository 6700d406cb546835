import { clock } from "../../ui/clock.ts";
import type { StageState } from "./room-state.ts";

/** A wait shorter than this (ms) needs no words. */
const thinkingMs = 700;
const longMs = 3_000;

export type Said = {
  state: StageState;
  /** Whether an answer was given, to which a reply is awaited. */
  hasAnswered: boolean;
  isMuted: boolean;
  /** The candidate is speaking; shown while they hold the turn. */
  isVoiced: boolean;
  isThinkingNext: boolean;
  /** How the talk button is used; null if there is none. */
  button: "hold" | "tap" | null;
  isOnline: boolean;
  /** Whether there is an answer of the candidate's that the interviewer has not answered yet. */
  isAnswerKept: boolean;
};

/** The large words: whose turn it is. `forMs`: how long it has been so. */
export const wordsOf = ({ state, hasAnswered, button, isOnline }: Said, forMs: number): string => {
  switch (state) {
    case "away":
      return isOnline ? "Reconnecting" : "You are offline";
    case "opening":
      return "One moment";
    case "muted":
      return "Muted";
    case "unheld":
      return `${button === "tap" ? "Tap" : "Hold"} the button to talk`;
    case "listening":
      return "Listening";
    case "answering":
      return "Your answer";
    case "held":
      return "Held";
    case "due":
      return forMs >= thinkingMs || !hasAnswered ? "Thinking…" : "Your answer";
    case "speaking":
      return "Speaking";
    case "again":
      return "Speaking (again)";
  }
};

/**
 * The line below: what that means for the candidate. `forMs`: how long it has been so; `leftMs`: how long it stays so, null if that is
 * open.
 */
export const detailOf = ({ state, hasAnswered, button, ...said }: Said, forMs: number, leftMs: number | null): string => {
  switch (state) {
    case "away":
      return `${said.isAnswerKept ? "Your answer is kept. " : ""}${said.isOnline ? "Wait a moment before you go on." : "Wait: it goes on by itself once you are back."}`;
    case "opening":
      return "The interviewer is about to speak.";
    case "muted":
      return "Unmute to be heard.";
    case "unheld":
      return "Nobody hears you until then.";
    case "listening":
      return "Begin when you like.";
    case "answering":
      return clock(forMs);
    case "held": {
      const left = leftMs === null ? "" : `, ${clock(Math.ceil(leftMs / 1000) * 1000)} left`;
      return `${said.isVoiced ? "You are heard" : "The interviewer waits"}${left}.`;
    }
    case "due":
      return forMs < longMs ? "" : `The interviewer is thinking.${hasAnswered ? " Your answer is there." : ""}`;
    case "speaking":
    case "again":
      if (said.isMuted) return "Muted: nobody hears you.";
      if (said.isThinkingNext) return "Then you have time to think.";
      return button === null ? "Speak whenever you want to come in." : `${button === "tap" ? "Tap" : "Hold"} the button to come in.`;
  }
};

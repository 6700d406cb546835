import { clock } from "./clock.ts";
import type { StageState } from "./room-state.ts";

/** An answer that comes sooner (ms) needs no word. */
const thinkingMs = 700;
const longMs = 3_000;

export type Said = {
  state: StageState;
  /** An answer was given, where what follows it is waited for. */
  hasAnswered: boolean;
  isMuted: boolean;
  /** The candidate speaks, for those who hold the turn. */
  isVoiced: boolean;
  isThinkingNext: boolean;
  /** What a candidate does with the button who talks by one. */
  button: "hold" | "tap" | null;
  isOnline: boolean;
};

/** Whose turn it is, large; `forMs`: for how long already. */
export const wordsOf = ({ state, hasAnswered, button, isOnline }: Said, forMs: number): string => {
  switch (state) {
    case "away":
      return isOnline ? "Reconnecting" : "Wait: you are offline";
    case "opening":
      return "The interviewer is about to speak";
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

/** What that means for the candidate; `leftMs`: how long it stays so. */
export const detailOf = ({ state, hasAnswered, button, ...said }: Said, forMs: number, leftMs: number | null): string => {
  switch (state) {
    case "away":
      return said.isOnline ? "Wait a moment before you go on." : "It goes on by itself.";
    case "opening":
      return "";
    case "muted":
      return "Unmute to be heard.";
    case "unheld":
      return "Nobody hears you until then.";
    case "listening":
      return "Begin when you like.";
    case "answering":
      return clock(Math.floor(forMs / 1000));
    case "held": {
      const left = leftMs === null ? "" : `, ${clock(Math.ceil(leftMs / 1000))} left`;
      return `${said.isVoiced ? "You are heard. " : ""}The interviewer waits${left}.`;
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

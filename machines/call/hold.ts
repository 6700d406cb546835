import { parts } from "./setup.ts";
import { isCandidatesFloor, isFloor, tellWorker } from "./steps.ts";

/** What the candidate keeps the turn by: time to think, or the key they hold to talk. */
export const hold = parts.createStateConfig({
  initial: "none",
  states: {
    none: {
      on: {
        "think.began": [{ guard: "isInterviewersTurn", target: "remembered" }, { target: "thinking" }],
        "talk.pressed": { target: "talking" },
      },
    },
    /** Asked for in the interviewer's turn: the time to think begins with the candidate's. */
    remembered: {
      on: {
        "think.ended": { target: "none" },
        "talk.pressed": { target: "talking" },
        "text.sent": { target: "none" },
        "turn.changed": { guard: isCandidatesFloor, target: "thinking" },
      },
    },
    thinking: {
      entry: tellWorker({ type: "think", isOn: true }),
      exit: tellWorker({ type: "think", isOn: false }),
      after: { thinkLimit: { target: "none" } },
      on: {
        "think.ended": { target: "none" },
        "talk.pressed": { target: "talking" },
        steered: { guard: { type: "isAnswerDone", params: ({ event }) => ({ what: event.what }) }, target: "none" },
        "turn.changed": [
          { guard: "isDueUnanswered", target: "remembered" },
          { guard: isFloor("DUE"), target: "none" },
          { guard: isFloor("INTERVIEWER"), target: "remembered" },
          // Nothing is open that could be held before the first word.
          { guard: isFloor("ANSWERING"), actions: tellWorker({ type: "think", isOn: true }) },
        ],
        "session.started": { actions: tellWorker({ type: "think", isOn: true }) },
      },
    },
    talking: {
      entry: tellWorker({ type: "talk", isPressed: true }),
      exit: tellWorker({ type: "talk", isPressed: false }),
      on: {
        "talk.released": { target: "none" },
        "session.started": { actions: tellWorker({ type: "talk", isPressed: true }) },
      },
    },
  },
});

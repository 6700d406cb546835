import type { Steering } from "../../contract/vocabulary.ts";
import { parts } from "./setup.ts";
import { isCandidatesFloor, isFloor, tellWorker } from "./steps.ts";

const thinkNoMore = tellWorker({ type: "think", isOn: false });
const isDone = {
  guard: { type: "isAnswerDone" as const, params: ({ event }: { event: { what: Steering } }) => ({ what: event.what }) },
};

/** How the candidate keeps the turn: by taking time to think, or by holding a key while they talk. */
export const hold = parts.createStateConfig({
  initial: "none",
  states: {
    none: {
      on: {
        "think.began": [{ guard: "isInterviewersTurn", target: "remembered" }, { target: "thinking" }],
        "talk.pressed": { target: "talking" },
        "turn.changed": { guard: isFloor("HELD"), target: "resumed" },
      },
    },
    /** The Worker holds the turn for a thought from before a reload. It lasts for as long as the Worker says. */
    resumed: {
      on: {
        "think.ended": { target: "none", actions: thinkNoMore },
        "talk.pressed": { target: "talking", actions: thinkNoMore },
        steered: { ...isDone, target: "none", actions: thinkNoMore },
        "turn.changed": [{ guard: isFloor("HELD") }, { target: "none" }],
      },
    },
    /** Asked for in the interviewer's turn: the time to think begins with the candidate's turn. */
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
      exit: thinkNoMore,
      after: { thinkLimit: { target: "none" } },
      on: {
        "think.ended": { target: "none" },
        "talk.pressed": { target: "talking" },
        steered: { ...isDone, target: "none" },
        "turn.changed": [
          { guard: "isDueUnanswered", target: "remembered" },
          { guard: isFloor("DUE"), target: "none" },
          { guard: isFloor("INTERVIEWER"), target: "remembered" },
          // Before the first word no answer was open that could be held, so it is asked for again.
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

import { pauseOf, thinkForMs } from "./limits.ts";
import { parts } from "./setup.ts";
import { changePatience, cue, cueEnd, isAnswerDone, setMuted, setOwed, tellFloor, wish } from "./steps.ts";

/**
 * For a session that opens while the candidate thinks or answers: the interviewer does not speak into that, and is told what it has
 * forgotten.
 */
export const greet = { guard: "isUnopened" as const, target: "#interview.IN_PROGRESS.floor.opening" as const };
export const recall = [{ guard: "hasForgotten" as const, actions: cue("recall") }, {}] as const;

/** The object lost its memory in the middle of an answer. A candidate who goes on with it is not interrupted; its sound so far is lost. */
export const unfinished = parts.createStateConfig({
  initial: "pausing",
  on: {
    "session.closed": {},
    "session.opened": [greet, ...recall],
    "think.began": { target: ".thinking" },
    muted: { actions: setMuted },
    "patience.chosen": { actions: changePatience },
    steered: [{ ...wish, target: "#interview.IN_PROGRESS.floor.due.waiting" }, { guard: isAnswerDone, target: ".over" }, {}],
    "client.left": {},
    "client.joined": {},
    "speech.heard": {},
  },
  states: {
    pausing: { entry: tellFloor("ANSWERING", pauseOf), after: { pause: { target: "over" } } },
    thinking: {
      entry: tellFloor("HELD", thinkForMs),
      exit: "forgetThinkFor",
      after: { thinkLimit: { target: "pausing" } },
      on: {
        "think.ended": { target: "pausing" },
        "voice.began": { target: "#interview.IN_PROGRESS.floor.answering.held.thinking", actions: "takeFloor" },
      },
    },
    over: {
      always: [
        { guard: "isGeminiAway", target: "#interview.IN_PROGRESS.floor.open.paused", actions: setOwed(true) },
        { target: "#interview.IN_PROGRESS.floor.due.waiting", actions: cueEnd("continue") },
      ],
    },
  },
});

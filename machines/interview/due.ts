import { raise } from "xstate";
import { parts } from "./setup.ts";
import { cue, cueEnd, setKept, setOwed, tellFloor, wish } from "./steps.ts";

/** The candidate has said what they had to say: the only turn in which the interviewer's silence is a fault. */
export const due = parts.createStateConfig({
  entry: [tellFloor("DUE"), setOwed(true)],
  exit: setKept(false),
  initial: "choosing",
  // The interviewer began to answer before the answer was over here.
  always: { guard: "isTurnRunning", target: "interviewer" },
  on: {
    "session.closed": { target: ".choosing" },
    "voice.began": { target: "answering" },
    "talk.pressed": { target: "answering.held.talking" },
    steered: { ...wish, target: "due.waiting", reenter: true },
    "gemini.turnStarted": { target: "interviewer" },
    "answer.due": { target: "due", reenter: true, actions: "breakSilence" },
  },
  states: {
    choosing: {
      always: [
        { guard: "isKeptAway", target: "kept" },
        { guard: "isUntoldAway", target: "untold" },
        { guard: "isGeminiAway", target: "unheard" },
        { guard: "isWrapUpDue", target: "wrappingUp" },
        { guard: "isConclusionDue", target: "concluding" },
        { target: "waiting" },
      ],
    },
    // Gemini is away. The next session hears the sound of an answer without words again.
    kept: {
      on: {
        "session.opened": [
          { guard: "isUnopened", target: "#interview.IN_PROGRESS.floor.opening" },
          { guard: "hasForgotten", target: "choosing", actions: ["frameAnswer", cue("recall")] },
          { target: "choosing" },
        ],
      },
    },
    // Gemini is away. The next session is told what was typed meanwhile, by itself or among the last lines.
    untold: {
      on: {
        "session.opened": [
          { guard: "isUnopened", target: "#interview.IN_PROGRESS.floor.opening" },
          { guard: "hasForgotten", target: "waiting", actions: cueEnd("continue") },
          { target: "choosing" },
        ],
      },
    },
    unheard: {
      on: {
        "session.opened": [
          { guard: "isUnopened", target: "#interview.IN_PROGRESS.floor.opening" },
          { target: "waiting", actions: cueEnd("continue") },
        ],
      },
    },
    waiting: { after: { nudgeLimit: { target: "reminded" } } },
    // The time is nearly over: the interviewer is told so together with the answer that it responds to.
    wrappingUp: {
      entry: cueEnd("wrapUp"),
      after: { nudgeLimit: { target: "reminded" } },
    },
    // The planned questions are used up: likewise.
    concluding: {
      entry: cueEnd("conclude"),
      after: { nudgeLimit: { target: "reminded" } },
    },
    reminded: { entry: cue("answer"), after: { unansweredLimit: { actions: raise({ type: "answer.missed" }) } } },
  },
});

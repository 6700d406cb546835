import { raise } from "xstate";
import { due } from "./due.ts";
import { confirming, farewell } from "./farewell.ts";
import { pauseOf, thinkForMs } from "./limits.ts";
import { parts } from "./setup.ts";
import {
  end,
  setOwed,
  setTurnRunning,
  setKept,
  takesFloor,
  cue,
  cueEnd,
  grantEnd,
  refuseEnd,
  isEndGranted,
  keepCall,
  isEndConfirmable,
  isAnswerDone,
  isEndConfirmed,
  isEndAnnounced,
  isEndHeard,
  setAudible,
  wish,
  setMuted,
  speakInto,
  tellNotice,
  choosePatience,
  changePatience,
  tellFloor,
} from "./steps.ts";
import { greet, recall, unfinished } from "./unfinished.ts";

/** Whose turn it is. It decides where the host sends the sound, and what counts as speech. */
export const floor = parts.createStateConfig({
  initial: "open",
  on: {
    "patience.chosen": { actions: changePatience },
    "think.began": { actions: "breakSilence" },
    muted: { actions: setMuted },
    steered: { actions: "breakSilence" },
    "text.stored": { target: ".due", actions: ["countTurn", "breakSilence", "takeFloor", setTurnRunning(false)] },
    "gemini.endCalled": [
      { guard: isEndGranted, target: ".farewell", actions: grantEnd },
      { guard: isEndConfirmable, target: ".confirming", actions: keepCall },
      { target: ".due.waiting", actions: ["countRefusal", refuseEnd] },
    ],
  },
  states: {
    open: {
      entry: tellFloor("OPEN"),
      initial: "choosing",
      on: {
        "session.opened": [
          { guard: "isUnopened", target: "opening" },
          { guard: "hasLostWords", target: "due.waiting", actions: cueEnd("continue") },
          { target: ".choosing" },
        ],
        "session.closed": { target: ".paused" },
        "client.joined": { target: ".choosing" },
        "client.left": { target: ".choosing" },
        "speech.heard": { target: ".choosing", actions: { type: "setAudible", params: { isMarked: true } } },
        "think.began": { target: ".thinking", actions: "breakSilence" },
        muted: { target: ".choosing", actions: setMuted },
        "voice.began": [{ guard: takesFloor, target: "answering", actions: "takeFloor" }, { target: "answering" }],
        "talk.pressed": { target: "answering.held.talking", actions: "takeFloor" },
        steered: [
          { ...wish, target: "due.waiting" },
          { target: ".choosing", actions: "breakSilence" },
        ],
        "gemini.turnStarted": { target: "interviewer" },
        // Gemini understood a voice that was too quiet for our detector.
        "answer.due": { target: "due", actions: "breakSilence" },
        "gemini.endCalled": [
          // A goodbye that was spoken before the call counts.
          { guard: isEndHeard, ...end("GEMINI_ENDED") },
          { guard: isEndAnnounced, target: "farewell.playing", actions: setAudible },
          { guard: isEndGranted, target: "farewell", actions: grantEnd },
          { guard: isEndConfirmable, target: "confirming", actions: keepCall },
          { target: "due.waiting", actions: ["countRefusal", refuseEnd] },
        ],
        "patience.chosen": { target: "open", reenter: true, actions: choosePatience },
      },
      // Measures the candidate's silence, from when the interviewer is no longer heard. Any sign of the candidate restarts it.
      states: {
        choosing: {
          always: [
            { guard: "wasThinking", target: "thinking", actions: "forgetHush" },
            { guard: "wasAnswering", target: "unfinished", actions: "forgetHush" },
            { guard: "wasPondering", target: "unfinished.thinking", actions: "forgetHush" },
            { guard: "isGeminiAway", target: "paused" },
            { guard: "isSilencePaused", target: "paused" },
            { guard: "isAskedToStop", target: "askedToStop" },
            { guard: "isHelped", target: "helped" },
            { target: "quiet" },
          ],
        },
        paused: {},
        thinking: {
          entry: tellFloor("HELD", thinkForMs),
          exit: ["forgetThinkFor", tellFloor("OPEN")],
          after: { thinkLimit: { target: "choosing" } },
          on: {
            "session.closed": {},
            "session.opened": [
              greet,
              { guard: "isOwed", target: "#interview.IN_PROGRESS.floor.due.waiting", actions: cueEnd("continue") },
              ...recall,
            ],
            "think.ended": { target: "choosing" },
            "voice.began": { target: "#interview.IN_PROGRESS.floor.answering.held.thinking", actions: "takeFloor" },
            // A candidate who comes back, reloads the page, mutes themselves, or wants another pace or more time goes on thinking.
            muted: { actions: setMuted },
            "patience.chosen": { actions: changePatience },
            steered: [{ ...wish, target: "#interview.IN_PROGRESS.floor.due.waiting" }, { guard: isAnswerDone, target: "choosing" }, {}],
            "client.left": {},
            "client.joined": {},
            "speech.heard": {},
          },
        },
        unfinished,
        // The session that asked whether to end is gone, but its question stands on the screen until the next one goes on.
        unconfirmed: {
          on: {
            steered: [
              { guard: isEndConfirmed, ...end("USER_INITIATED") },
              { target: "choosing", actions: "breakSilence" },
            ],
            muted: { actions: setMuted },
            "patience.chosen": { actions: changePatience },
            "client.left": {},
            "client.joined": {},
            "speech.heard": {},
          },
        },
        quiet: { after: { offerLimit: { target: "offered" } } },
        offered: { entry: tellNotice("SILENCE_OFFERED"), after: { helpLimit: speakInto } },
        helped: { after: { moveOnLimit: speakInto } },
        askedToStop: { after: { stopLimit: end("GEMINI_ENDED") } },
      },
    },
    opening: {
      entry: [tellFloor("DUE"), cue("open")],
      initial: "asked",
      on: {
        "session.closed": { target: "open" },
        "gemini.turnStarted": { target: "interviewer" },
        "voice.began": { target: "answering" },
        "talk.pressed": { target: "answering.held.talking" },
        "answer.due": { target: "due" },
      },
      states: {
        asked: { after: { nudgeLimit: { target: "askedAgain" } } },
        askedAgain: { entry: cue("openAgain"), after: { unopenedLimit: { actions: raise({ type: "answer.missed" }) } } },
      },
    },
    answering: {
      entry: ["countTurn", "breakSilence", setOwed(false), "openAnswer", raise({ type: "activity.began" })],
      exit: ["closeAnswer", raise({ type: "activity.ended" })],
      initial: "speaking",
      on: {
        "voice.lost": { target: "due", actions: setKept(true) },
        steered: [
          { ...wish, target: "due.waiting" },
          { guard: isAnswerDone, target: "due", actions: setKept(true) },
        ],
        // The session before this one did not hear the answer to its end.
        "session.opened": [
          { guard: "isUnopened", actions: ["frameAnswer", cue("open")] },
          { guard: "hasLostWords", actions: ["frameAnswer", cue("recall")] },
          { actions: "frameAnswer" },
        ],
        "gemini.endCalled": [{ guard: isEndGranted, target: "farewell", actions: grantEnd }, { actions: ["countRefusal", refuseEnd] }],
      },
      states: {
        speaking: {
          entry: tellFloor("ANSWERING"),
          on: {
            "voice.ended": { target: "pausing", actions: { type: "setSpokenMs", params: ({ event }) => event } },
            "talk.pressed": { target: "held.talking" },
            "think.began": { target: "held.thinking" },
          },
        },
        pausing: {
          entry: tellFloor("ANSWERING", pauseOf),
          after: { pause: { target: "#interview.IN_PROGRESS.floor.due", actions: setKept(true) } },
          on: {
            "voice.began": { target: "speaking" },
            "talk.pressed": { target: "held.talking" },
            "think.began": { target: "held.thinking" },
            // Where Gemini decides whose turn it is, it may find the end of an answer before we do.
            "gemini.turnStarted": { target: "#interview.IN_PROGRESS.floor.due" },
            "gemini.endCalled": [
              { guard: isEndGranted, target: "#interview.IN_PROGRESS.floor.farewell", actions: grantEnd },
              { guard: isEndConfirmable, target: "#interview.IN_PROGRESS.floor.confirming", actions: [keepCall, setKept(true)] },
            ],
            "patience.chosen": { target: "pausing", reenter: true, actions: choosePatience },
          },
        },
        held: {
          entry: tellFloor("HELD", ({ limits }) => limits.thinkMs),
          exit: "relisten",
          after: { thinkLimit: { target: "pausing" } },
          on: {
            "voice.ended": { actions: { type: "setSpokenMs", params: ({ event }) => event } },
          },
          initial: "thinking",
          states: {
            thinking: {
              on: {
                "think.ended": { target: "#interview.IN_PROGRESS.floor.answering.pausing" },
                "talk.pressed": { target: "talking" },
              },
            },
            // The key was pressed on one connection; a new one has not pressed it.
            talking: {
              on: {
                "talk.released": { target: "#interview.IN_PROGRESS.floor.answering.trailing" },
                "client.joined": { target: "#interview.IN_PROGRESS.floor.answering.trailing" },
              },
            },
          },
        },
        // People release the key before the last word is over.
        trailing: {
          entry: tellFloor("ANSWERING", ({ limits }) => limits.tailMs),
          after: { tail: { target: "#interview.IN_PROGRESS.floor.due", actions: setKept(true) } },
          on: { "talk.pressed": { target: "held.talking" } },
        },
      },
    },
    due,
    interviewer: {
      entry: [tellFloor("INTERVIEWER"), setOwed(true)],
      on: {
        "session.closed": { target: "open" },
        // Where Gemini decides whose turn it is, it says when it was interrupted.
        "voice.began": { guard: takesFloor, target: "answering", actions: ["takeFloor", setTurnRunning(false)] },
        "talk.pressed": { target: "answering.held.talking", actions: ["takeFloor", setTurnRunning(false)] },
        steered: { ...wish, target: "due.waiting" },
        "gemini.turnEnded": {
          target: "open",
          actions: [setOwed(false), "relisten", setAudible],
        },
        "gemini.interrupted": { target: "open", actions: [setOwed(false), "relisten", { type: "setAudible", params: {} }] },
        "gemini.endCalled": [
          { guard: isEndAnnounced, target: "farewell.closing", actions: grantEnd },
          { guard: isEndGranted, target: "farewell", actions: grantEnd },
          { guard: isEndConfirmable, target: "confirming", actions: keepCall },
          { actions: ["countRefusal", refuseEnd] },
        ],
      },
    },
    confirming,
    farewell,
  },
});

import { parts } from "./setup.ts";
import {
  asked,
  confirmEnd,
  end,
  grantEnd,
  isEndConfirmed,
  isEndGranted,
  isInterviewer,
  recordEnding,
  refuseEnd,
  refuseUnconfirmed,
  setAudible,
  setKept,
  setOwed,
  setTurnRunning,
  tellFloor,
  wish,
} from "./steps.ts";

/** The end that the interviewer called for is granted: its goodbye is awaited, spoken and heard. */
export const farewell = parts.createStateConfig({
  tags: "paced",
  entry: [tellFloor("INTERVIEWER"), recordEnding("GEMINI_ENDED")],
  initial: "awaiting",
  on: {
    "gemini.endCalled": { actions: grantEnd },
    "gemini.endCancelled": [
      { guard: "isTurnRunning", target: "interviewer", actions: recordEnding(null) },
      { target: "open", actions: [recordEnding(null), setOwed(false)] },
    ],
    "text.stored": {},
    // The candidate has ended it themselves.
    "session.closed": { target: "open" },
  },
  states: {
    // The turn that called may end before the closing line begins, or go on with it.
    awaiting: {
      after: { farewellLimit: end("GEMINI_ENDED") },
      on: { "gemini.turnStarted": { target: "closing" }, "gemini.transcribed": { guard: isInterviewer, target: "closing" } },
    },
    closing: {
      after: { farewellLimit: end("GEMINI_ENDED") },
      on: {
        // The limit counts from the last words of the goodbye.
        "gemini.transcribed": { guard: isInterviewer, target: "closing", reenter: true },
        "gemini.turnEnded": [
          { guard: { type: "isHeard", params: ({ event }) => event }, ...end("GEMINI_ENDED") },
          { target: "playing", actions: setAudible },
        ],
      },
    },
    // The goodbye is still to be heard. A client that sends playback marks says when it has been.
    playing: {
      after: { playLimit: end("GEMINI_ENDED") },
      on: { "speech.heard": end("GEMINI_ENDED"), "gemini.interrupted": end("GEMINI_ENDED") },
    },
  },
});

/**
 * The interviewer understood that the candidate wants to stop, so they are asked on their screen. A candidate who goes on does not want to.
 */
export const confirming = parts.createStateConfig({
  entry: [tellFloor("OPEN"), setOwed(true), confirmEnd],
  exit: setKept(false),
  after: { confirmLimit: { target: "due.waiting", actions: refuseUnconfirmed } },
  on: {
    steered: [
      { guard: isEndConfirmed, target: "farewell", actions: "grantConfirmed" },
      {
        guard: { type: "isEndDeclined", params: asked },
        target: "due.waiting",
        actions: refuseUnconfirmed,
      },
      { ...wish, target: "due.waiting", actions: [...refuseUnconfirmed, ...wish.actions] },
    ],
    "voice.began": { target: "answering", actions: [...refuseUnconfirmed, "takeFloor", setTurnRunning(false)] },
    "talk.pressed": { target: "answering.held.talking", actions: [...refuseUnconfirmed, "takeFloor", setTurnRunning(false)] },
    "text.stored": {
      target: "due",
      actions: [...refuseUnconfirmed, "countTurn", "breakSilence", "takeFloor", setTurnRunning(false)],
    },
    "client.joined": { actions: confirmEnd },
    "session.closed": { target: "open.unconfirmed" },
    "gemini.endCancelled": { target: "open", actions: setOwed(false) },
    "gemini.endCalled": [{ guard: isEndGranted, target: "farewell", actions: grantEnd }, { actions: ["countRefusal", refuseEnd] }],
  },
});

import { cancel, raise, sendTo, spawnChild, stopChild } from "xstate";
import { parts } from "./setup.ts";
import {
  abandonHandle,
  countWords,
  cutTurn,
  end,
  fail,
  failRefused,
  keepUntold,
  leaveInFarewell,
  opened,
  recordWords,
  setHandleFresh,
  setResumed,
  setTurnRunning,
  tellNotice,
} from "./steps.ts";

const allowRotation = parts.raise({ type: "rotation.allowed" }, { delay: "rotationPace", id: "rotationPace" });
const resumed = { target: "#interview.IN_PROGRESS.gemini.conversing", actions: [setResumed(true), allowRotation] } as const;

/** Words, and the end of a turn of the interviewer. A turn may end while its sound still plays. */
const said = {
  "gemini.transcribed": { actions: [setHandleFresh(false), recordWords, countWords] },
  "gemini.turnEnded": { actions: ["finishTurn", setTurnRunning(false)] },
  "gemini.interrupted": { actions: [cutTurn, "interruptClient", setTurnRunning(false)] },
} as const;

/** The connection to Gemini while an interview runs: how it is held, handed over and reopened. */
export const gemini = parts.createStateConfig({
  initial: "arriving",
  on: {
    "gemini.handleIssued": {
      actions: [
        { type: "setResumable", params: { isResumable: true } },
        "setHasHandle",
        setHandleFresh(true),
        { type: "recordHandle", params: ({ event }) => ({ handle: event.handle }) },
      ],
    },
  },
  states: {
    arriving: {
      exit: "forgetConnected",
      always: [{ guard: "isConnected", target: "conversing" }, { guard: "hasClient", target: "resuming" }, { target: "parked" }],
    },
    parked: {
      on: { "client.joined": { target: "resuming" } },
    },
    conversing: {
      entry: ["openRelay", "greetClient", raise({ type: "session.opened" })],
      exit: ["closeRelay", cancel("rotation"), cancel("rotationPace")],
      always: { guard: "canRotateQuietly", target: "resuming", actions: "countRotation" },
      on: {
        "client.joined": { actions: "greetClient" },
        // A session that is told the last lines finds what was typed meanwhile among them.
        "session.opened": [
          { guard: "isUntoldNews", actions: ["tellUntold", "forgetUntold", setHandleFresh(false), setResumed(false)] },
          { actions: ["forgetUntold", setHandleFresh(false), setResumed(false)] },
        ],
        "activity.began": { actions: "frameAnswer" },
        "activity.ended": { actions: "unframeAnswer" },
        // What is typed during the goodbye is not passed on: nobody would answer it.
        "text.stored": [{ guard: "isFarewell" }, { actions: { type: "tell", params: ({ event }) => event } }],
        "client.ended": { guard: { type: "isAnswerOpen", params: ({ event }) => event }, target: "finishing" },
        ...said,
        "gemini.turnStarted": {
          actions: ["startTurn", "setAnswered", setHandleFresh(false), setTurnRunning(true)],
        },
        "gemini.goingAway": {
          actions: ["setGoingAway", cancel("rotation"), raise({ type: "rotation.due" }, { delay: "rotateBy", id: "rotation" })],
        },
        "rotation.allowed": { actions: "setRested" },
        "rotation.due": [
          { guard: "isGoodbyeAwaited", ...end("GEMINI_ENDED") },
          // A goodbye that has begun is spoken and heard to its end.
          { guard: "isFarewell" },
          { guard: "isTurnRunning", target: "leaving", actions: "countRotation" },
          { target: "resuming", actions: "countRotation" },
        ],
        // A session that does not answer is not continued: a fresh one is told all that was said.
        "answer.missed": [
          {
            guard: "hasMissLeft",
            target: "resuming",
            actions: ["countMissed", tellNotice("PROVIDER_SLOW"), ...abandonHandle],
          },
          fail("geminiSilent"),
        ],
        "gemini.stalled": [...leaveInFarewell, { target: "resuming" }],
        "gemini.lost": [
          ...leaveInFarewell,
          { guard: { type: "isContextBroken", params: ({ event }) => event }, target: "resuming", actions: abandonHandle },
          { target: "resuming" },
        ],
        "gemini.refused": [...leaveInFarewell, failRefused],
        "gemini.closed": [
          ...leaveInFarewell,
          { guard: "isGoingAway", target: "resuming" },
          { guard: "canReturn", target: "resuming.returning", actions: "setReturned" },
          end("GEMINI_ENDED"),
        ],
      },
    },
    // The connection is closed in the middle of a turn. What was said before Gemini learns of it is still on its way.
    leaving: {
      entry: sendTo("gemini", { type: "left" }),
      exit: "closeRelay",
      always: { guard: "isTurnOver", target: "resuming" },
      after: { lateWordsLimit: { target: "resuming" } },
      on: {
        "text.stored": { actions: keepUntold },
        ...said,
        "gemini.closed": { target: "resuming" },
      },
    },
    // The candidate has ended it; the words of their last answer are still to come.
    finishing: {
      tags: "paced",
      entry: ["recordEndRequest", raise({ type: "session.closed" })],
      initial: "awaiting",
      after: { wordsLimit: end("USER_INITIATED") },
      on: {
        "client.ended": {},
        "gemini.transcribed": {
          guard: { type: "isCandidate", params: ({ event }) => event },
          target: ".hearing",
          actions: recordWords,
        },
        "gemini.lost": end("USER_INITIATED"),
        "gemini.refused": end("USER_INITIATED"),
        "gemini.closed": end("USER_INITIATED"),
        "deadline.passed": end("USER_INITIATED"),
      },
      states: {
        // The session that is to hear the answer is still being opened.
        reaching: { on: { "gemini.ready": { target: "awaiting" } } },
        awaiting: { entry: sendTo("gemini", { type: "answer.ended" }) },
        hearing: { after: { lateWordsLimit: end("USER_INITIATED") } },
      },
    },
    resuming: {
      entry: [
        stopChild("gemini"),
        "resetAttempts",
        "askAnew",
        "finishUtterances",
        setTurnRunning(false),
        raise({ type: "session.closed" }),
      ],
      initial: "choosing",
      after: { resumeLimit: fail("geminiLost"), slowLimit: { actions: tellNotice("PROVIDER_SLOW") } },
      on: {
        "text.stored": { actions: keepUntold },
        "client.ended": { guard: { type: "isAnswerOpen", params: ({ event }) => event }, target: "finishing.reaching" },
      },
      states: {
        choosing: {
          always: [{ guard: "isResumable", target: "reopening" }, { target: "retelling" }],
        },
        reopening: {
          entry: ["countAttempt", spawnChild("gemini", opened("resume"))],
          after: { resumeAttemptLimit: { target: "abandoning" } },
          on: {
            "gemini.ready": resumed,
            "gemini.refused": { target: "abandoning" },
            "gemini.lost": [{ guard: "hasResumeLeft", target: "waiting" }, { target: "abandoning" }],
            "gemini.closed": [{ guard: "hasResumeLeft", target: "waiting" }, { target: "abandoning" }],
          },
        },
        abandoning: {
          entry: [stopChild("gemini"), ...abandonHandle],
          always: { target: "retelling" },
        },
        retelling: {
          entry: ["countAttempt", spawnChild("gemini", opened("retell"))],
          on: {
            "gemini.ready": {
              target: "#interview.IN_PROGRESS.gemini.conversing",
              actions: allowRotation,
            },
            "gemini.refused": failRefused,
            "gemini.lost": { target: "waiting" },
            "gemini.closed": { target: "waiting" },
          },
        },
        // Gemini has ended the session as if the interview were over. It is resumed once, to see whether Gemini meant it.
        returning: {
          entry: spawnChild("gemini", opened("resume")),
          after: { resumeAttemptLimit: end("GEMINI_ENDED") },
          on: {
            "gemini.ready": resumed,
            "gemini.refused": end("GEMINI_ENDED"),
            "gemini.lost": end("GEMINI_ENDED"),
            "gemini.closed": end("GEMINI_ENDED"),
          },
        },
        waiting: {
          entry: stopChild("gemini"),
          after: { backoff: { target: "choosing" } },
          // Between two attempts nothing is open, or being opened, that could hear more of the answer.
          on: { "client.ended": end("USER_INITIATED") },
        },
      },
    },
  },
});

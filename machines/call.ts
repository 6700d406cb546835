import { sendTo, spawnChild, stopChild } from "xstate";
import { defaultCallLimits } from "./call/limits.ts";
import { live } from "./call/live.ts";
import { parts } from "./call/setup.ts";
import {
  addCaption,
  answerBy,
  dialled,
  endedBy,
  microphoneInput,
  requestEnd,
  setEnd,
  setJitter,
  setMessage,
  setProblem,
  setUnheard,
  startSession,
  takenAnswer,
  takeProblem,
  tokenRefused,
} from "./call/steps.ts";

/**
 * The candidate's side of one interview. Sound never passes through it: the host's line connects microphone and speaker to the socket.
 * Entering `live` opens that line, leaving it closes it.
 */
export const callMachine = parts.createMachine({
  id: "call",
  context: ({ input }) => ({
    interviewId: input.interviewId,
    token: null,
    resumeToken: input.resumeToken,
    isTakeover: input.isTakeover ?? false,
    isEnded: input.isEnded ?? false,
    hasBegun: input.resumeToken !== null,
    problem: null,
    unheard: null,
    isMuted: false,
    isTyped: input.isTyped ?? false,
    isSuspended: false,
    endsAtMs: null,
    startedAtMs: null,
    endedAtMs: null,
    features: [],
    untilMs: null,
    patience: "NORMAL",
    answers: input.answers ?? [],
    notice: null,
    agenda: [],
    saved: null,
    queuedMs: 0,
    limits: { ...defaultCallLimits, ...input.limits },
    attempts: 0,
    jitter: 1,
    captions: [],
    replayed: 0,
    endReason: null,
    message: null,
  }),
  initial: "initializing",
  on: {
    "speaker.suspended": { actions: { type: "setSuspended", params: { isSuspended: true } } },
    "speaker.running": { actions: { type: "setSuspended", params: { isSuspended: false } } },
    "microphone.heard": { actions: setUnheard(null) },
    "microphone.unheard": { actions: { type: "setUnheard", params: ({ event }) => ({ cause: event.cause }) } },
  },
  states: {
    initializing: {
      initial: "lobby",
      states: {
        lobby: {
          entry: [stopChild("microphone"), stopChild("speaker"), stopChild("socket")],
          always: [
            { guard: "wasEnded", target: "#call.ending.calling", actions: ["takeEnd", spawnChild("speaker", { id: "speaker" })] },
            { guard: "rejoinsAlone", target: "opening" },
          ],
          on: {
            "call.begun": { target: "opening", actions: answerBy("speaking") },
            "call.typed": { target: "opening", actions: answerBy("typing") },
          },
        },
        opening: {
          entry: [
            stopChild("speaker"),
            stopChild("microphone"),
            { type: "setSuspended", params: { isSuspended: false } },
            setUnheard(null),
            setProblem(null),
            spawnChild("speaker", { id: "speaker" }),
            spawnChild("microphone", { id: "microphone", input: microphoneInput }),
          ],
          always: { guard: "isTyped", target: "#call.connecting" },
          on: {
            "microphone.ready": { target: "#call.connecting" },
            "microphone.refused": {
              target: "blocked",
              actions: takeProblem,
            },
            "speaker.refused": { target: "blocked", actions: setProblem("unloadable") },
            "call.ended": [{ guard: "canRejoin", target: "blocked", actions: setProblem("unanswered") }, { target: "lobby" }],
          },
        },
        blocked: {
          entry: [stopChild("microphone"), stopChild("speaker")],
          on: {
            "call.begun": { target: "opening", actions: answerBy("speaking") },
            "call.typed": { target: "opening", actions: answerBy("typing") },
          },
        },
      },
    },
    connecting: {
      initial: "choosing",
      on: {
        "call.ended": [
          { guard: "isTakingOver", target: "initializing.lobby" },
          { guard: "canRejoin", target: "ending.calling" },
          { target: "initializing.lobby" },
        ],
        "microphone.lost": { target: "initializing.blocked", actions: [stopChild("socket"), setProblem("missing")] },
        "microphone.broke": { target: "initializing.blocked", actions: [stopChild("socket"), setProblem("broken")] },
        "speaker.refused": { target: "initializing.blocked", actions: [stopChild("socket"), setProblem("unloadable")] },
      },
      states: {
        choosing: {
          entry: "resetAttempts",
          always: [
            { guard: "canRejoin", target: "opening", actions: "takeResumeToken" },
            { guard: "hasToken", target: "opening" },
            { target: "minting" },
          ],
        },
        minting: {
          invoke: {
            id: "mintToken",
            src: "mintToken",
            input: ({ context }) => ({ interviewId: context.interviewId }),
            onDone: { target: "opening", actions: { type: "setToken", params: ({ event }) => event.output } },
            onError: {
              target: "failed",
              actions: {
                type: "setMessage",
                params: ({ event }) => ({ message: event.error instanceof Error ? event.error.message : null }),
              },
            },
          },
        },
        opening: {
          entry: ["countAttempt", spawnChild("socket", dialled)],
          after: { startLimit: { target: "failed" } },
          on: {
            "call.ended": [{ guard: "isTakingOver", target: "#call.initializing.lobby" }, ...requestEnd],
            "session.started": {
              target: "#call.live",
              actions: startSession,
            },
            "session.failed": { actions: setMessage },
            "session.ended": {
              target: "#call.ending.draining",
              actions: setEnd,
            },
            "socket.closed": [
              ...endedBy,
              { ...tokenRefused, target: "refused", actions: ["dropToken", "forgetResumeToken"] },
              {
                guard: "hasAttemptLeft",
                target: "waiting",
                actions: setJitter,
              },
              { target: "failed" },
            ],
          },
        },
        waiting: {
          entry: stopChild("socket"),
          after: { backoff: { target: "opening" } },
        },
        refused: { entry: stopChild("socket"), on: { "call.retried": { target: "choosing" } } },
        failed: { entry: stopChild("socket"), on: { "call.retried": { target: "choosing" } } },
      },
    },
    live,
    ending: {
      initial: "requested",
      entry: [stopChild("microphone"), "forgetResumeToken", "restartAttempts"],
      states: {
        calling: {
          entry: [
            "countAttempt",
            spawnChild("socket", {
              id: "socket",
              input: ({ context }) => ({ interviewId: context.interviewId, token: context.resumeToken ?? "" }),
            }),
          ],
          always: requestEnd,
        },
        /** Sends typed answers before the end. */
        leaving: {
          entry: sendTo("socket", ({ context }) => ({ type: "answers.left", answers: context.answers })),
          always: { target: "requested" },
        },
        requested: {
          entry: [sendTo("socket", { type: "end.request" }), sendTo("speaker", { type: "speaker.flush" })],
          after: { endLimit: [{ guard: "isEndMissed", target: "waiting" }, { target: "closing" }] },
          on: {
            "caption.received": { actions: addCaption },
            "text.taken": takenAnswer,
            "session.ended": { target: "closing", actions: setEnd },
            "session.failed": { actions: setMessage },
            "socket.closed": [
              ...endedBy,
              { ...tokenRefused, target: "closing" },
              { guard: "isEndUntold", target: "waiting", actions: setJitter },
              { target: "closing" },
            ],
          },
        },
        waiting: {
          entry: stopChild("socket"),
          after: { backoff: { target: "calling" } },
        },
        draining: {
          entry: sendTo("speaker", { type: "speaker.drain" }),
          initial: "measuring",
          on: {
            "caption.received": { actions: addCaption },
            "speaker.drained": { target: "closing" },
            "call.ended": { target: "over" },
          },
          states: {
            measuring: {
              after: { drainLimit: { target: "#call.ending.closing" } },
              on: {
                "speaker.draining": {
                  target: "playing",
                  actions: { type: "setQueued", params: ({ event }) => ({ leftMs: event.leftMs }) },
                },
              },
            },
            playing: { after: { queueLimit: { target: "#call.ending.closing" } } },
          },
        },
        failing: { always: [{ guard: "hasBegun", target: "failed" }, { target: "unbegun" }] },
        /**
         * Shows the room's last words, unless the interview was never seen here. Typed answers that did not arrive stay until the candidate
         * goes on.
         */
        closing: {
          entry: [stopChild("socket"), stopChild("speaker")],
          always: { guard: "isUnseen", target: "over" },
          after: { closingLimit: { guard: "isEveryAnswerTaken", target: "over" } },
          on: { "call.ended": { target: "over" } },
        },
        over: { type: "final", entry: [stopChild("socket"), stopChild("speaker"), "showFeedback"] },
        failed: { type: "final", entry: [stopChild("socket"), stopChild("speaker")] },
        unbegun: { type: "final", entry: [stopChild("socket"), stopChild("speaker")] },
        replaced: {
          entry: [stopChild("socket"), stopChild("speaker")],
          on: { "call.retried": { target: "#call.initializing.opening" } },
        },
        lost: {
          entry: [stopChild("socket"), stopChild("speaker")],
          on: { "call.retried": { target: "#call.initializing.opening" } },
        },
      },
    },
  },
});

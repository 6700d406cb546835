import { sendTo, spawnChild, stopChild } from "xstate";
import { hold } from "./hold.ts";
import { parts } from "./setup.ts";
import {
  addCaption,
  answerBy,
  dialled,
  endedBy,
  isFloor,
  isNoticeOver,
  isNotUnheard,
  isUnheard,
  keepAnswers,
  microphoneInput,
  noMicrophone,
  rememberResumeToken,
  requestEnd,
  setEnd,
  setJitter,
  setMessage,
  setProblem,
  setUnheard,
  setUntil,
  startSession,
  takenAnswer,
  takeProblem,
  tellWorker,
  tokenRefused,
  typesOn,
} from "./steps.ts";

/** The interview is running: its connection, the microphone and speaker, whose turn it is, and what the room tells the candidate. */
export const live = parts.createStateConfig({
  type: "parallel",
  entry: "openLine",
  exit: "closeLine",
  on: {
    "call.ended": requestEnd,
    "session.ended": { target: "ending.draining", actions: setEnd },
    "caption.received": { actions: addCaption },
    "session.interrupted": { actions: sendTo("speaker", { type: "speaker.flush" }) },
    "speech.repeated": { actions: sendTo("speaker", { type: "speaker.repeat" }) },
    "agenda.received": { actions: { type: "setAgenda", params: ({ event }) => ({ agenda: event.agenda }) } },
    "saved.received": { actions: { type: "setSaved", params: ({ event }) => ({ saved: event.saved }) } },
    "session.failed": { actions: setMessage },
  },
  states: {
    connection: {
      initial: "connected",
      states: {
        connected: {
          on: {
            "socket.closed": [...endedBy, { ...tokenRefused, target: "#call.ending.lost" }, { target: "reconnecting", actions: setJitter }],
          },
        },
        reconnecting: {
          initial: "waiting",
          after: { reconnectLimit: { target: "#call.ending.lost" } },
          states: {
            waiting: {
              entry: stopChild("socket"),
              after: { backoff: { target: "opening" } },
              on: {
                "call.retried": { target: "opening", actions: "resetAttempts" },
                "call.ended": { target: "#call.ending.calling" },
              },
            },
            opening: {
              entry: ["countAttempt", spawnChild("socket", dialled)],
              initial: "dialling",
              on: {
                "session.started": {
                  target: "#call.live.connection.connected",
                  actions: startSession,
                },
                "socket.closed": [...endedBy, { ...tokenRefused, target: "#call.ending.lost" }, { target: "waiting", actions: setJitter }],
              },
              states: {
                dialling: {
                  after: { attemptLimit: { target: "#call.live.connection.reconnecting.waiting" } },
                  on: { "socket.opened": { target: "joining" } },
                },
                joining: {
                  after: { startLimit: { target: "#call.live.connection.reconnecting.waiting" } },
                },
              },
            },
          },
        },
      },
    },
    microphone: {
      initial: "on",
      states: {
        on: {
          always: [
            { guard: "isTyped", target: "typed" },
            { guard: "isMuted", target: "muted" },
          ],
          initial: "heard",
          states: {
            heard: {
              always: [
                { guard: isUnheard("mutedBySystem"), target: "mutedBySystem" },
                { guard: isUnheard("paused"), target: "paused" },
                { guard: isUnheard("silent"), target: "silent" },
              ],
            },
            mutedBySystem: {
              always: { guard: isNotUnheard("mutedBySystem"), target: "heard" },
              on: { "call.retried": { target: "#call.live.microphone.reopening" } },
            },
            paused: {
              always: { guard: isNotUnheard("paused"), target: "heard" },
              on: { "call.retried": { target: "#call.live.microphone.reopening" } },
            },
            silent: {
              always: { guard: isNotUnheard("silent"), target: "heard" },
              on: { "call.retried": { target: "#call.live.microphone.reopening" } },
            },
          },
          on: {
            "call.muted": {
              target: "muted",
              actions: [{ type: "setMuted", params: { isMuted: true } }, sendTo("microphone", { type: "microphone.mute" })],
            },
            "microphone.chosen": { actions: sendTo("microphone", { type: "microphone.switch" }) },
            ...noMicrophone,
          },
        },
        muted: {
          entry: tellWorker({ type: "muted", isOn: true }),
          exit: tellWorker({ type: "muted", isOn: false }),
          on: {
            "session.started": { actions: tellWorker({ type: "muted", isOn: true }) },
            "call.unmuted": {
              target: "on",
              actions: [{ type: "setMuted", params: { isMuted: false } }, sendTo("microphone", { type: "microphone.unmute" })],
            },
            "microphone.chosen": { actions: sendTo("microphone", { type: "microphone.switch" }) },
            ...noMicrophone,
          },
        },
        /** The answers are typed: no microphone is asked for. */
        typed: {
          on: { "call.spoken": { target: "reopening", actions: [answerBy("speaking"), rememberResumeToken] } },
        },
        lost: {
          entry: stopChild("microphone"),
          on: { "call.retried": { target: "reopening" }, "microphone.chosen": { target: "reopening" }, "call.typed": typesOn },
        },
        broken: {
          entry: stopChild("microphone"),
          on: { "call.retried": { target: "reopening" }, "microphone.chosen": { target: "reopening" }, "call.typed": typesOn },
        },
        reopening: {
          entry: [
            stopChild("microphone"),
            setUnheard(null),
            setProblem(null),
            spawnChild("microphone", { id: "microphone", input: microphoneInput }),
          ],
          always: { guard: "isTyped", target: "typed" },
          on: {
            "microphone.ready": { target: "on" },
            "microphone.refused": {
              target: "lost",
              actions: takeProblem,
            },
            ...noMicrophone,
          },
        },
      },
    },
    speaker: {
      initial: "playing",
      on: { "speaker.refused": { target: ".unloadable" } },
      states: {
        playing: { always: { guard: "isSuspended", target: "suspended" } },
        suspended: {
          always: { guard: "isRunning", target: "playing" },
          on: { "call.retried": { actions: sendTo("speaker", { type: "speaker.resume" }) } },
        },
        unloadable: {},
      },
    },
    /** Whose turn it is, as the Worker says. */
    turn: {
      initial: "open",
      on: {
        "turn.changed": [
          { guard: isFloor("ANSWERING"), target: ".answering", actions: [setUntil, sendTo("speaker", { type: "speaker.hush" })] },
          { guard: isFloor("HELD"), target: ".held", actions: [setUntil, sendTo("speaker", { type: "speaker.hush" })] },
          { guard: isFloor("DUE"), target: ".due", actions: setUntil },
          { guard: isFloor("INTERVIEWER"), target: ".interviewer", actions: setUntil },
          { target: ".open", actions: setUntil },
        ],
        steered: { actions: { type: "tellWorker", params: ({ event }) => ({ type: "steer", what: event.what }) } },
      },
      states: { open: {}, answering: {}, held: {}, due: {}, interviewer: {} },
    },
    hold,
    composer: {
      initial: "idle",
      on: {
        "text.sent": {
          target: ".sending",
          actions: [{ type: "addAnswer", params: ({ event }) => event }, keepAnswers],
        },
      },
      states: {
        idle: { always: { guard: "isAnswerUnsent", target: "sending" } },
        sending: {
          entry: { type: "tellWorker", params: ({ context }) => ({ type: "answers", answers: context.answers }) },
          always: { guard: "isEveryAnswerTaken", target: "idle" },
          on: {
            "text.taken": takenAnswer,
            "session.started": { target: "sending", reenter: true },
          },
        },
      },
    },
    pace: {
      initial: "agreed",
      on: {
        "patience.chosen": {
          target: ".asked",
          actions: [
            { type: "setPatience", params: ({ event }) => ({ patience: event.patience }) },
            { type: "tellWorker", params: ({ event }) => ({ type: "patience", patience: event.patience }) },
          ],
        },
      },
      states: {
        agreed: {
          on: { "turn.changed": { actions: { type: "setPatience", params: ({ event }) => ({ patience: event.patience }) } } },
        },
        asked: {
          on: {
            "turn.changed": {
              guard: { type: "isAgreed", params: ({ event }) => ({ patience: event.patience }) },
              target: "agreed",
            },
            "session.started": {
              actions: { type: "tellWorker", params: ({ context }) => ({ type: "patience", patience: context.patience }) },
            },
          },
        },
      },
    },
    notice: {
      initial: "none",
      on: {
        "notice.received": {
          target: ".standing",
          actions: { type: "setNotice", params: ({ event }) => ({ kind: event.kind }) },
        },
      },
      states: {
        none: { entry: { type: "setNotice", params: { kind: null } } },
        standing: {
          after: { noticeLimit: { target: "none" } },
          on: {
            "notice.dismissed": { target: "none" },
            steered: { target: "none" },
            "turn.changed": { guard: isNoticeOver, target: "none" },
          },
        },
      },
    },
  },
});

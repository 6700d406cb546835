import { assign, sendTo, setup, spawnChild, stopChild } from "xstate";
import { closeCode } from "../contract/codes.ts";
import { graceSeconds, idleMs, lastWordsMs, storeMs } from "../contract/limits.ts";
import type { Floor, ItemState, Patience, RoomNotice, Steering } from "../contract/vocabulary.ts";
import { type Caption, withCaption } from "./captions.ts";
import { effectPort, resourcePort, taskPort } from "./port.ts";

/** Why the call has no microphone. `unloadable`: a part of the page itself is missing; `broken`: its processing died. */
export type MicrophoneProblem = "permissionRefused" | "unanswered" | "missing" | "busy" | "unsupported" | "unloadable" | "broken";

/** Why nothing is heard from a microphone that is open: muted outside the page, its sound held by the system, or exact silence. */
export type Unheard = "mutedBySystem" | "paused" | "silent";

/** Why `SessionEnded` was sent. */
export type SessionEndReason = "USER_INITIATED" | "GEMINI_ENDED" | "TIMEOUT";

/** An answer that was typed; the same `clientId` twice is one answer. */
export type TypedAnswer = { text: string; clientId: string };

/** What the Worker wants the candidate to know. */
export type NoticeKind = RoomNotice | "NOT_WRITTEN_DOWN" | "MODE_LATER";

/** One planned question. */
export type AgendaItem = { id: string; topic: string; state: ItemState };

/** Everything up to this utterance is stored; `atMs` by the page's monotonic clock. */
export type Saved = { upToSeq: number; atMs: number; isDelivered: boolean };

/** What the candidate does in the room, for the Worker; a host sends only what the Worker says that it takes. */
export type RoomCommand =
  | { type: "answers"; answers: TypedAnswer[] }
  | { type: "patience"; patience: Patience }
  | { type: "talk"; isPressed: boolean }
  | { type: "think"; isOn: boolean }
  | { type: "muted"; isOn: boolean }
  | { type: "steer"; what: Steering };

/** Limits of the chart's timers, in ms. */
export type CallLimits = {
  startMs: number;
  attemptMs: number;
  reconnectMs: number;
  backoffMs: number;
  endMs: number;
  /** For a speaker to say how much is queued, and for the device once that has been played. */
  drainMs: number;
  /** How long the candidate may think aloud or in silence. */
  thinkMs: number;
  /** For a question of the Worker's to be answered; after it the interview goes on as if it had been declined. */
  noticeMs: number;
};

export const defaultCallLimits: CallLimits = {
  startMs: 20_000,
  attemptMs: 5_000,
  // A dead line is noticed by the Worker when no frame comes, and only then its grace begins.
  reconnectMs: idleMs + 1000 * graceSeconds,
  backoffMs: 500,
  // The Worker waits for the last words and for them to be stored; then the end is on its way.
  endMs: lastWordsMs + storeMs + 3_000,
  drainMs: 3_000,
  thinkMs: 120_000,
  noticeMs: 20_000,
};

export type CallInput = {
  interviewId: string;
  /** Kept by the page across a reload; with it the call rejoins by itself. */
  resumeToken: string | null;
  /** The resume token is another tab's: the call waits to be begun before it takes over. */
  isTakeover?: boolean;
  /** Typed before a reload, and not known to have arrived. */
  answers?: TypedAnswer[];
  /** Before a reload there was no microphone: the answers are typed. */
  isTyped?: boolean;
  limits?: Partial<CallLimits>;
};

export type CallContext = {
  interviewId: string;
  token: string | null;
  resumeToken: string | null;
  isTakeover: boolean;
  /** Something was said in this interview, here or before a reload. */
  hasBegun: boolean;
  problem: MicrophoneProblem | null;
  unheard: Unheard | null;
  isMuted: boolean;
  /** Answers are typed, and no microphone is asked for. */
  isTyped: boolean;
  isSuspended: boolean;
  /** By the page's monotonic clock, as all times here. */
  endsAtMs: number | null;
  startedAtMs: number | null;
  /** What the Worker takes beside sound and the end. */
  features: string[];
  /** When the floor changes by itself. */
  untilMs: number | null;
  patience: Patience;
  /** Typed, and not yet known to have arrived. */
  answers: TypedAnswer[];
  notice: NoticeKind | null;
  agenda: AgendaItem[];
  saved: Saved | null;
  /** Of the interviewer's voice, when the interview had ended. */
  queuedMs: number;
  limits: CallLimits;
  attempts: number;
  jitter: number;
  captions: Caption[];
  /** See `Shown`. */
  replayed: number;
  endReason: SessionEndReason | null;
  message: string | null;
};

export type CallEvent =
  | { type: "call.begun" }
  /** The answers are to be typed, without a microphone; or, after that, spoken. */
  | { type: "call.typed" }
  | { type: "call.spoken" }
  | { type: "call.retried" }
  | { type: "call.ended" }
  | { type: "call.muted" }
  | { type: "call.unmuted" }
  | { type: "microphone.ready" }
  | { type: "microphone.refused"; problem: MicrophoneProblem }
  | { type: "microphone.lost" }
  | { type: "microphone.broke" }
  | { type: "microphone.heard" }
  | { type: "microphone.unheard"; cause: Unheard }
  | { type: "speaker.refused" }
  | { type: "speaker.suspended" }
  | { type: "speaker.running" }
  | { type: "speaker.draining"; leftMs: number }
  | { type: "speaker.drained" }
  | { type: "socket.opened" }
  | { type: "socket.closed"; code: number; jitter: number }
  | { type: "session.started"; resumeToken: string; endsAtMs: number; startedAtMs: number; features: string[] }
  | { type: "session.ended"; reason: SessionEndReason }
  | { type: "session.failed"; code: number; message: string }
  | { type: "caption.received"; caption: Caption }
  | { type: "session.interrupted" }
  | { type: "turn.changed"; floor: Floor; patience: Patience; untilMs: number | null }
  | { type: "think.began" }
  | { type: "think.ended" }
  | { type: "talk.pressed" }
  | { type: "talk.released" }
  | { type: "steered"; what: Steering }
  | { type: "speech.repeated" }
  | { type: "text.sent"; text: string; clientId: string }
  | { type: "text.taken"; clientId: string }
  | { type: "patience.chosen"; patience: Patience }
  | { type: "notice.received"; kind: NoticeKind }
  | { type: "notice.dismissed" }
  | { type: "agenda.received"; agenda: AgendaItem[] }
  | { type: "saved.received"; saved: Saved };

/** A microphone whose answers are typed gives silence, and asks for no device. */
export type MicrophoneInput = { isMuted: boolean; isTyped: boolean };
export type MicrophoneCommand = { type: "microphone.mute" } | { type: "microphone.unmute" };
export type SpeakerCommand =
  | { type: "speaker.flush" }
  | { type: "speaker.resume" }
  | { type: "speaker.drain" }
  /** Plays the interviewer's last words again. */
  | { type: "speaker.repeat" }
  /** Ends such a repetition. */
  | { type: "speaker.hush" };
export type SocketCommand = { type: "end.request" };

type Closed = { event: { code: number } };
const closedWith = (is: number) => ({ type: "hasCode" as const, params: ({ event }: Closed) => ({ code: event.code, is }) });
const tokenRefused = { guard: closedWith(closeCode.tokenRefused) };
/** The closes after which there is nothing to come back to. */
const endedBy = [
  { guard: closedWith(closeCode.ended), target: "#call.ending.over" },
  { guard: closedWith(closeCode.alreadyEnded), target: "#call.ending.over" },
  { guard: closedWith(closeCode.geminiFailed), target: "#call.ending.failing" },
  { guard: closedWith(closeCode.replaced), target: "#call.ending.replaced" },
] as const;

const isUnheard = (is: Unheard) => ({ type: "isUnheard" as const, params: { is } });
const isNotUnheard = (is: Unheard) => ({ type: "isNotUnheard" as const, params: { is } });
const isFloor = (is: Floor) => ({
  type: "isFloor" as const,
  params: ({ event }: { event: { floor: Floor } }) => ({ floor: event.floor, is }),
});
const tellWorker = (params: RoomCommand) => ({ type: "tellWorker" as const, params });
const setProblem = (problem: MicrophoneProblem | null) => ({ type: "setProblem" as const, params: { problem } });
const setUntil = { type: "setUntil" as const, params: ({ event }: { event: { untilMs: number | null } }) => ({ untilMs: event.untilMs }) };
const keepAnswers = {
  type: "keepAnswers" as const,
  params: ({ context }: { context: CallContext }) => ({ answers: context.answers }),
};
const without = (answers: TypedAnswer[], clientId: string) => answers.filter((it) => it.clientId !== clientId);
const answers = (how: "typed" | "spoken") => ({ type: "setTyped" as const, params: { isTyped: how === "typed" } });
const microphoneInput = ({ context: { isMuted, isTyped } }: { context: CallContext }): MicrophoneInput => ({ isMuted, isTyped });
/** For a page that is loaded again. */
const rememberSession = {
  type: "rememberResumeToken" as const,
  params: ({ context: { resumeToken, isTyped } }: { context: CallContext }) => ({ resumeToken: resumeToken ?? "", isTyped }),
};
const typesOn = { target: "reopening", actions: [answers("typed"), rememberSession] } as const;
const noMicrophone = {
  "microphone.lost": { target: "lost", actions: setProblem("missing") },
  "microphone.broke": { target: "broken" },
} as const;

/**
 * The candidate's side of one interview. Sound never passes through it: the microphone and the speaker are wired to the
 * socket by the host's line; entering `live` opens that line and leaving it closes it.
 */
export const callMachine = setup({
  types: {
    input: {} as CallInput,
    context: {} as CallContext,
    events: {} as CallEvent,
  },
  actors: {
    microphone: resourcePort<MicrophoneCommand, MicrophoneInput>("microphone"),
    speaker: resourcePort<SpeakerCommand, undefined>("speaker"),
    socket: resourcePort<SocketCommand, { interviewId: string; token: string }>("socket"),
    mintToken: taskPort<{ token: string }, { interviewId: string }>("mintToken"),
  },
  actions: {
    rememberResumeToken: effectPort<{ resumeToken: string; isTyped: boolean }>("rememberResumeToken"),
    forgetResumeToken: effectPort<undefined>("forgetResumeToken"),
    showFeedback: effectPort<undefined>("showFeedback"),
    openLine: effectPort<undefined>("openLine"),
    closeLine: effectPort<undefined>("closeLine"),
    tellWorker: effectPort<RoomCommand>("tellWorker"),
    keepAnswers: effectPort<{ answers: TypedAnswer[] }>("keepAnswers"),
    setToken: assign({ token: (_, params: { token: string }) => params.token }),
    takeResumeToken: assign({ token: ({ context }) => context.resumeToken }),
    setSession: assign({
      resumeToken: (_, params: { resumeToken: string; endsAtMs: number; startedAtMs: number; features: string[] }) => params.resumeToken,
      token: (_, params) => params.resumeToken,
      endsAtMs: (_, params) => params.endsAtMs,
      startedAtMs: (_, params) => params.startedAtMs,
      features: (_, params) => params.features,
      attempts: () => 0,
      replayed: () => 0,
      message: () => null,
    }),
    dropToken: assign({ token: () => null, resumeToken: () => null }),
    addCaption: assign(({ context }, params: { caption: Caption }) => ({ ...withCaption(context, params.caption), hasBegun: true })),
    setProblem: assign({ problem: (_, params: { problem: MicrophoneProblem | null }) => params.problem }),
    setUnheard: assign({ unheard: (_, params: { cause: Unheard | null }) => params.cause }),
    setQueued: assign({ queuedMs: (_, params: { leftMs: number }) => params.leftMs }),
    setMuted: assign({ isMuted: (_, params: { isMuted: boolean }) => params.isMuted }),
    setTyped: assign({ isTyped: (_, params: { isTyped: boolean }) => params.isTyped }),
    setSuspended: assign({ isSuspended: (_, params: { isSuspended: boolean }) => params.isSuspended }),
    setEnd: assign({ endReason: (_, params: { reason: SessionEndReason }) => params.reason }),
    setMessage: assign({ message: (_, params: { message: string | null }) => params.message }),
    resetAttempts: assign({ attempts: () => 0, message: () => null }),
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
    setUntil: assign({ untilMs: (_, params: { untilMs: number | null }) => params.untilMs }),
    setPatience: assign({ patience: (_, params: { patience: Patience }) => params.patience }),
    addAnswer: assign({
      answers: ({ context }, { text, clientId }: TypedAnswer) => [...without(context.answers, clientId), { text, clientId }],
    }),
    dropAnswer: assign({ answers: ({ context }, params: { clientId: string }) => without(context.answers, params.clientId) }),
    setNotice: assign({ notice: (_, params: { kind: NoticeKind | null }) => params.kind }),
    setAgenda: assign({ agenda: (_, params: { agenda: AgendaItem[] }) => params.agenda }),
    setSaved: assign({ saved: (_, params: { saved: Saved }) => params.saved }),
    setJitter: assign({ jitter: (_, params: { jitter: number }) => params.jitter }),
  },
  guards: {
    rejoinsAlone: ({ context }) => context.resumeToken !== null && !context.isTakeover,
    canRejoin: ({ context }) => context.resumeToken !== null,
    hasToken: ({ context }) => context.token !== null,
    hasAttemptLeft: ({ context }) => context.attempts < 3,
    isMuted: ({ context }) => context.isMuted,
    isTyped: ({ context }) => context.isTyped,
    isSuspended: ({ context }) => context.isSuspended,
    isRunning: ({ context }) => !context.isSuspended,
    hasBegun: ({ context }) => context.hasBegun,
    isUnheard: ({ context }, params: { is: Unheard }) => context.unheard === params.is,
    isNotUnheard: ({ context }, params: { is: Unheard }) => context.unheard !== params.is,
    isFloor: (_, params: { floor: Floor; is: Floor }) => params.floor === params.is,
    isAnswerDone: (_, params: { what: Steering }) => params.what === "ANSWER_DONE",
    isAgreed: ({ context }, params: { patience: Patience }) => context.patience === params.patience,
    isAnswerUnsent: ({ context }) => context.answers.length > 0,
    isEveryAnswerTaken: ({ context }) => context.answers.length === 0,
    hasCode: (_, params: { code: number; is: number }) => params.code === params.is,
  },
  delays: {
    startLimit: ({ context }) => context.limits.startMs,
    attemptLimit: ({ context }) => context.limits.attemptMs,
    reconnectLimit: ({ context }) => context.limits.reconnectMs,
    backoff: ({ context }) => Math.min(context.limits.backoffMs * 2 ** context.attempts, 5_000) * (0.5 + context.jitter / 2),
    endLimit: ({ context }) => context.limits.endMs,
    drainLimit: ({ context }) => context.limits.drainMs,
    thinkLimit: ({ context }) => context.limits.thinkMs,
    noticeLimit: ({ context }) => context.limits.noticeMs,
    queueLimit: ({ context }) => context.queuedMs + context.limits.drainMs,
  },
}).createMachine({
  id: "call",
  context: ({ input }) => ({
    interviewId: input.interviewId,
    token: null,
    resumeToken: input.resumeToken,
    isTakeover: input.isTakeover ?? false,
    hasBegun: input.resumeToken !== null,
    problem: null,
    unheard: null,
    isMuted: false,
    isTyped: input.isTyped ?? false,
    isSuspended: false,
    endsAtMs: null,
    startedAtMs: null,
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
    "microphone.heard": { actions: { type: "setUnheard", params: { cause: null } } },
    "microphone.unheard": { actions: { type: "setUnheard", params: ({ event }) => ({ cause: event.cause }) } },
  },
  states: {
    initializing: {
      initial: "lobby",
      states: {
        lobby: {
          always: { guard: "rejoinsAlone", target: "opening" },
          on: {
            "call.begun": { target: "opening", actions: answers("spoken") },
            "call.typed": { target: "opening", actions: answers("typed") },
          },
        },
        opening: {
          entry: [
            stopChild("speaker"),
            stopChild("microphone"),
            { type: "setSuspended", params: { isSuspended: false } },
            { type: "setUnheard", params: { cause: null } },
            setProblem(null),
            spawnChild("speaker", { id: "speaker" }),
            spawnChild("microphone", { id: "microphone", input: microphoneInput }),
          ],
          always: { guard: "isTyped", target: "#call.connecting" },
          on: {
            "microphone.ready": { target: "#call.connecting" },
            "microphone.refused": {
              target: "blocked",
              actions: { type: "setProblem", params: ({ event }) => ({ problem: event.problem }) },
            },
            "speaker.refused": { target: "blocked", actions: setProblem("unloadable") },
            "call.ended": [
              { guard: "canRejoin", target: "blocked", actions: setProblem("unanswered") },
              { target: "lobby", actions: [stopChild("speaker"), stopChild("microphone")] },
            ],
          },
        },
        blocked: {
          entry: [stopChild("microphone"), stopChild("speaker")],
          on: {
            "call.begun": { target: "opening", actions: answers("spoken") },
            "call.typed": { target: "opening", actions: answers("typed") },
          },
        },
      },
    },
    connecting: {
      initial: "choosing",
      on: {
        "call.ended": [
          { guard: "canRejoin", target: "ending.calling" },
          { target: "initializing.lobby", actions: [stopChild("microphone"), stopChild("speaker")] },
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
          entry: [
            "countAttempt",
            spawnChild("socket", {
              id: "socket",
              input: ({ context }) => ({ interviewId: context.interviewId, token: context.token ?? "" }),
            }),
          ],
          after: { startLimit: { target: "failed" } },
          on: {
            "call.ended": { target: "#call.ending.requested" },
            "session.started": {
              target: "#call.live",
              actions: [{ type: "setSession", params: ({ event }) => event }, rememberSession],
            },
            "session.failed": { actions: { type: "setMessage", params: ({ event }) => ({ message: event.message }) } },
            "session.ended": {
              target: "#call.ending.draining",
              actions: { type: "setEnd", params: ({ event }) => ({ reason: event.reason }) },
            },
            "socket.closed": [
              ...endedBy,
              { ...tokenRefused, target: "refused", actions: ["dropToken", "forgetResumeToken"] },
              {
                guard: "hasAttemptLeft",
                target: "waiting",
                actions: { type: "setJitter", params: ({ event }) => ({ jitter: event.jitter }) },
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
    live: {
      type: "parallel",
      entry: "openLine",
      exit: "closeLine",
      on: {
        "call.ended": { target: "ending.requested" },
        "session.ended": { target: "ending.draining", actions: { type: "setEnd", params: ({ event }) => ({ reason: event.reason }) } },
        "caption.received": { actions: { type: "addCaption", params: ({ event }) => ({ caption: event.caption }) } },
        "session.interrupted": { actions: sendTo("speaker", { type: "speaker.flush" }) },
        "speech.repeated": { actions: sendTo("speaker", { type: "speaker.repeat" }) },
        "agenda.received": { actions: { type: "setAgenda", params: ({ event }) => ({ agenda: event.agenda }) } },
        "saved.received": { actions: { type: "setSaved", params: ({ event }) => ({ saved: event.saved }) } },
        "session.failed": { actions: { type: "setMessage", params: ({ event }) => ({ message: event.message }) } },
      },
      states: {
        connection: {
          initial: "connected",
          states: {
            connected: {
              on: {
                "socket.closed": [
                  ...endedBy,
                  { ...tokenRefused, target: "#call.ending.lost" },
                  { target: "reconnecting", actions: { type: "setJitter", params: ({ event }) => ({ jitter: event.jitter }) } },
                ],
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
                  entry: [
                    "countAttempt",
                    spawnChild("socket", {
                      id: "socket",
                      input: ({ context }) => ({ interviewId: context.interviewId, token: context.token ?? "" }),
                    }),
                  ],
                  initial: "dialling",
                  on: {
                    "session.started": {
                      target: "#call.live.connection.connected",
                      actions: [{ type: "setSession", params: ({ event }) => event }, rememberSession],
                    },
                    "socket.closed": [
                      ...endedBy,
                      { ...tokenRefused, target: "#call.ending.lost" },
                      { target: "waiting", actions: { type: "setJitter", params: ({ event }) => ({ jitter: event.jitter }) } },
                    ],
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
                ...noMicrophone,
              },
            },
            /** No microphone is asked for. */
            typed: {
              on: { "call.spoken": { target: "reopening", actions: [answers("spoken"), rememberSession] } },
            },
            lost: {
              entry: stopChild("microphone"),
              on: { "call.retried": { target: "reopening" }, "call.typed": typesOn },
            },
            broken: {
              entry: stopChild("microphone"),
              on: { "call.retried": { target: "reopening" }, "call.typed": typesOn },
            },
            reopening: {
              entry: [
                stopChild("microphone"),
                { type: "setUnheard", params: { cause: null } },
                setProblem(null),
                spawnChild("microphone", { id: "microphone", input: microphoneInput }),
              ],
              always: { guard: "isTyped", target: "typed" },
              on: {
                "microphone.ready": { target: "on" },
                "microphone.refused": {
                  target: "lost",
                  actions: { type: "setProblem", params: ({ event }) => ({ problem: event.problem }) },
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
        hold: {
          initial: "none",
          states: {
            none: { on: { "think.began": { target: "thinking" }, "talk.pressed": { target: "talking" } } },
            thinking: {
              entry: tellWorker({ type: "think", isOn: true }),
              exit: tellWorker({ type: "think", isOn: false }),
              after: { thinkLimit: { target: "none" } },
              on: {
                "think.ended": { target: "none" },
                "talk.pressed": { target: "talking" },
                steered: { guard: { type: "isAnswerDone", params: ({ event }) => ({ what: event.what }) }, target: "none" },
                "turn.changed": [
                  { guard: isFloor("DUE"), target: "none" },
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
        },
        composer: {
          initial: "idle",
          on: {
            "text.sent": {
              target: ".sending",
              reenter: true,
              actions: [{ type: "addAnswer", params: ({ event }) => event }, keepAnswers],
            },
          },
          states: {
            idle: { always: { guard: "isAnswerUnsent", target: "sending" } },
            sending: {
              entry: { type: "tellWorker", params: ({ context }) => ({ type: "answers", answers: context.answers }) },
              always: { guard: "isEveryAnswerTaken", target: "idle" },
              on: {
                "text.taken": { actions: [{ type: "dropAnswer", params: ({ event }) => ({ clientId: event.clientId }) }, keepAnswers] },
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
              reenter: true,
              actions: { type: "setNotice", params: ({ event }) => ({ kind: event.kind }) },
            },
          },
          states: {
            none: { entry: { type: "setNotice", params: { kind: null } } },
            standing: {
              after: { noticeLimit: { target: "none" } },
              on: { "notice.dismissed": { target: "none" }, steered: { target: "none" } },
            },
          },
        },
      },
    },
    ending: {
      initial: "requested",
      entry: [stopChild("microphone"), "forgetResumeToken"],
      states: {
        calling: {
          entry: spawnChild("socket", {
            id: "socket",
            input: ({ context }) => ({ interviewId: context.interviewId, token: context.resumeToken ?? "" }),
          }),
          always: { target: "requested" },
        },
        requested: {
          entry: [sendTo("socket", { type: "end.request" }), sendTo("speaker", { type: "speaker.flush" })],
          after: { endLimit: { target: "over" } },
          on: {
            "caption.received": { actions: { type: "addCaption", params: ({ event }) => ({ caption: event.caption }) } },
            "session.ended": { target: "over", actions: { type: "setEnd", params: ({ event }) => ({ reason: event.reason }) } },
            "session.failed": { actions: { type: "setMessage", params: ({ event }) => ({ message: event.message }) } },
            "socket.closed": [...endedBy, { target: "over" }],
          },
        },
        draining: {
          entry: sendTo("speaker", { type: "speaker.drain" }),
          initial: "measuring",
          on: { "speaker.drained": { target: "over" }, "call.ended": { target: "over" } },
          states: {
            measuring: {
              after: { drainLimit: { target: "#call.ending.over" } },
              on: {
                "speaker.draining": {
                  target: "playing",
                  actions: { type: "setQueued", params: ({ event }) => ({ leftMs: event.leftMs }) },
                },
              },
            },
            playing: { after: { queueLimit: { target: "#call.ending.over" } } },
          },
        },
        failing: { always: [{ guard: "hasBegun", target: "failed" }, { target: "unbegun" }] },
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

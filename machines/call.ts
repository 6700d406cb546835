import { assign, sendTo, setup, spawnChild, stopChild } from "xstate";
import { closeCode } from "../contract/codes.ts";
import { graceSeconds, idleMs, lastWordsMs, storeMs } from "../contract/limits.ts";
import { type Caption, withCaption } from "./captions.ts";
import { effectPort, resourcePort, taskPort } from "./port.ts";

/** Why the call has no microphone. `unloadable`: a part of the page itself is missing; `broken`: its processing died. */
export type MicrophoneProblem = "permissionRefused" | "unanswered" | "missing" | "busy" | "unsupported" | "unloadable" | "broken";

/** Why nothing is heard from a microphone that is open: muted outside the page, its sound held by the system, or exact silence. */
export type Unheard = "mutedBySystem" | "paused" | "silent";

/** Why `SessionEnded` was sent. */
export type SessionEndReason = "USER_INITIATED" | "GEMINI_ENDED" | "TIMEOUT";

/** Limits of the chart's timers, in ms. */
export type CallLimits = {
  startMs: number;
  attemptMs: number;
  reconnectMs: number;
  backoffMs: number;
  endMs: number;
  /** For a speaker to say how much is queued, and for the device once that has been played. */
  drainMs: number;
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
};

export type CallInput = {
  interviewId: string;
  /** Kept by the page across a reload; with it the call rejoins by itself. */
  resumeToken: string | null;
  /** The resume token is another tab's: the call waits to be begun before it takes over. */
  isTakeover?: boolean;
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
  isSuspended: boolean;
  /** By the page's monotonic clock. */
  endsAtMs: number | null;
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
  | { type: "session.started"; resumeToken: string; endsAtMs: number }
  | { type: "session.ended"; reason: SessionEndReason }
  | { type: "session.failed"; code: number; message: string }
  | { type: "caption.received"; caption: Caption }
  | { type: "session.interrupted" };

export type MicrophoneCommand = { type: "microphone.mute" } | { type: "microphone.unmute" };
export type SpeakerCommand = { type: "speaker.flush" } | { type: "speaker.resume" } | { type: "speaker.drain" };
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
const setProblem = (problem: MicrophoneProblem | null) => ({ type: "setProblem" as const, params: { problem } });
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
    microphone: resourcePort<MicrophoneCommand, { isMuted: boolean }>("microphone"),
    speaker: resourcePort<SpeakerCommand, undefined>("speaker"),
    socket: resourcePort<SocketCommand, { interviewId: string; token: string }>("socket"),
    mintToken: taskPort<{ token: string }, { interviewId: string }>("mintToken"),
  },
  actions: {
    rememberResumeToken: effectPort<{ resumeToken: string }>("rememberResumeToken"),
    forgetResumeToken: effectPort<undefined>("forgetResumeToken"),
    showFeedback: effectPort<undefined>("showFeedback"),
    openLine: effectPort<undefined>("openLine"),
    closeLine: effectPort<undefined>("closeLine"),
    setToken: assign({ token: (_, params: { token: string }) => params.token }),
    takeResumeToken: assign({ token: ({ context }) => context.resumeToken }),
    setSession: assign({
      resumeToken: (_, params: { resumeToken: string; endsAtMs: number }) => params.resumeToken,
      token: (_, params) => params.resumeToken,
      endsAtMs: (_, params) => params.endsAtMs,
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
    setSuspended: assign({ isSuspended: (_, params: { isSuspended: boolean }) => params.isSuspended }),
    setEnd: assign({ endReason: (_, params: { reason: SessionEndReason }) => params.reason }),
    setMessage: assign({ message: (_, params: { message: string | null }) => params.message }),
    resetAttempts: assign({ attempts: () => 0, message: () => null }),
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
    setJitter: assign({ jitter: (_, params: { jitter: number }) => params.jitter }),
  },
  guards: {
    rejoinsAlone: ({ context }) => context.resumeToken !== null && !context.isTakeover,
    canRejoin: ({ context }) => context.resumeToken !== null,
    hasToken: ({ context }) => context.token !== null,
    hasAttemptLeft: ({ context }) => context.attempts < 3,
    isMuted: ({ context }) => context.isMuted,
    isSuspended: ({ context }) => context.isSuspended,
    isRunning: ({ context }) => !context.isSuspended,
    hasBegun: ({ context }) => context.hasBegun,
    isUnheard: ({ context }, params: { is: Unheard }) => context.unheard === params.is,
    isNotUnheard: ({ context }, params: { is: Unheard }) => context.unheard !== params.is,
    hasCode: (_, params: { code: number; is: number }) => params.code === params.is,
  },
  delays: {
    startLimit: ({ context }) => context.limits.startMs,
    attemptLimit: ({ context }) => context.limits.attemptMs,
    reconnectLimit: ({ context }) => context.limits.reconnectMs,
    backoff: ({ context }) => Math.min(context.limits.backoffMs * 2 ** context.attempts, 5_000) * (0.5 + context.jitter / 2),
    endLimit: ({ context }) => context.limits.endMs,
    drainLimit: ({ context }) => context.limits.drainMs,
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
    isSuspended: false,
    endsAtMs: null,
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
          on: { "call.begun": { target: "opening" } },
        },
        opening: {
          entry: [
            stopChild("speaker"),
            stopChild("microphone"),
            { type: "setSuspended", params: { isSuspended: false } },
            { type: "setUnheard", params: { cause: null } },
            setProblem(null),
            spawnChild("speaker", { id: "speaker" }),
            spawnChild("microphone", { id: "microphone", input: ({ context }) => ({ isMuted: context.isMuted }) }),
          ],
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
          on: { "call.begun": { target: "opening" } },
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
              actions: [
                { type: "setSession", params: ({ event }) => event },
                { type: "rememberResumeToken", params: ({ event }) => ({ resumeToken: event.resumeToken }) },
              ],
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
                      actions: [
                        { type: "setSession", params: ({ event }) => event },
                        { type: "rememberResumeToken", params: ({ event }) => ({ resumeToken: event.resumeToken }) },
                      ],
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
              always: { guard: "isMuted", target: "muted" },
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
              on: {
                "call.unmuted": {
                  target: "on",
                  actions: [{ type: "setMuted", params: { isMuted: false } }, sendTo("microphone", { type: "microphone.unmute" })],
                },
                ...noMicrophone,
              },
            },
            lost: {
              entry: stopChild("microphone"),
              on: { "call.retried": { target: "reopening" } },
            },
            broken: {
              entry: stopChild("microphone"),
              on: { "call.retried": { target: "reopening" } },
            },
            reopening: {
              entry: [
                stopChild("microphone"),
                { type: "setUnheard", params: { cause: null } },
                setProblem(null),
                spawnChild("microphone", { id: "microphone", input: ({ context }) => ({ isMuted: context.isMuted }) }),
              ],
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

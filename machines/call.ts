import { assign, sendTo, setup, spawnChild, stopChild } from "xstate";
import { closeCode } from "../contract/codes.ts";
import { type Caption, withCaption } from "./captions.ts";
import { effectPort, resourcePort, taskPort } from "./port.ts";

/** Why no microphone could be opened, or why an open one stopped. */
export type MicrophoneProblem = "permissionRefused" | "missing" | "busy" | "unsupported";

/** Why `SessionEnded` was sent. */
export type SessionEndReason = "USER_INITIATED" | "GEMINI_ENDED" | "TIMEOUT";

/** Limits of the chart's timers, in ms. */
export type CallLimits = {
  startMs: number;
  attemptMs: number;
  reconnectMs: number;
  backoffMs: number;
  endMs: number;
  drainMs: number;
};

export const defaultCallLimits: CallLimits = {
  startMs: 20_000,
  attemptMs: 5_000,
  // A dead line is noticed by the Worker after 60 s without a frame, and only then its grace begins.
  reconnectMs: 90_000,
  backoffMs: 500,
  endMs: 6_000,
  drainMs: 15_000,
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
  isRejoining: boolean;
  isMuted: boolean;
  isSuspended: boolean;
  endsAtUnixMs: number | null;
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
  | { type: "speaker.suspended" }
  | { type: "speaker.running" }
  | { type: "speaker.drained" }
  | { type: "socket.opened" }
  | { type: "socket.closed"; code: number; jitter: number }
  | { type: "session.started"; resumeToken: string; endsAtUnixMs: number }
  | { type: "session.ended"; reason: SessionEndReason }
  | { type: "session.failed"; code: number; message: string }
  | { type: "caption.received"; caption: Caption }
  | { type: "session.interrupted" };

export type MicrophoneCommand = { type: "microphone.mute" } | { type: "microphone.unmute" };
export type SpeakerCommand = { type: "speaker.flush" } | { type: "speaker.resume" } | { type: "speaker.drain" };
export type SocketCommand = { type: "end.request" };

type Closed = { event: { code: number } };
const closedWith = (is: number) => ({ type: "hasCode" as const, params: ({ event }: Closed) => ({ code: event.code, is }) });
const closed = {
  alreadyEnded: { guard: closedWith(closeCode.alreadyEnded) },
  replaced: { guard: closedWith(closeCode.replaced) },
  failed: { guard: closedWith(closeCode.geminiFailed) },
  ended: { guard: closedWith(closeCode.ended) },
  refused: { guard: closedWith(closeCode.tokenRefused) },
};

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
    takeResumeToken: assign({ token: ({ context }) => context.resumeToken, isRejoining: () => true }),
    setSession: assign({
      resumeToken: (_, params: { resumeToken: string; endsAtUnixMs: number }) => params.resumeToken,
      token: (_, params) => params.resumeToken,
      endsAtUnixMs: (_, params) => params.endsAtUnixMs,
      attempts: () => 0,
      replayed: () => 0,
      message: () => null,
    }),
    dropToken: assign({ token: () => null, resumeToken: () => null, isRejoining: () => false }),
    addCaption: assign(({ context }, params: { caption: Caption }) => withCaption(context, params.caption)),
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
    hasProblem: (_, params: { problem: MicrophoneProblem; is: MicrophoneProblem }) => params.problem === params.is,
    hasCode: (_, params: { code: number; is: number }) => params.code === params.is,
  },
  delays: {
    startLimit: ({ context }) => context.limits.startMs,
    attemptLimit: ({ context }) => context.limits.attemptMs,
    reconnectLimit: ({ context }) => context.limits.reconnectMs,
    backoff: ({ context }) => Math.min(context.limits.backoffMs * 2 ** context.attempts, 5_000) * (0.5 + context.jitter / 2),
    endLimit: ({ context }) => context.limits.endMs,
    drainLimit: ({ context }) => context.limits.drainMs,
  },
}).createMachine({
  id: "call",
  context: ({ input }) => ({
    interviewId: input.interviewId,
    token: null,
    resumeToken: input.resumeToken,
    isTakeover: input.isTakeover ?? false,
    isRejoining: false,
    isMuted: false,
    isSuspended: false,
    endsAtUnixMs: null,
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
            spawnChild("speaker", { id: "speaker" }),
            spawnChild("microphone", { id: "microphone", input: ({ context }) => ({ isMuted: context.isMuted }) }),
          ],
          on: {
            "microphone.ready": { target: "#call.connecting" },
            "microphone.refused": [
              {
                guard: { type: "hasProblem", params: ({ event }) => ({ problem: event.problem, is: "permissionRefused" as const }) },
                target: "blocked.permissionRefused",
              },
              {
                guard: { type: "hasProblem", params: ({ event }) => ({ problem: event.problem, is: "missing" as const }) },
                target: "blocked.missing",
              },
              {
                guard: { type: "hasProblem", params: ({ event }) => ({ problem: event.problem, is: "busy" as const }) },
                target: "blocked.busy",
              },
              { target: "blocked.unsupported" },
            ],
          },
        },
        blocked: {
          entry: [stopChild("microphone"), stopChild("speaker")],
          initial: "permissionRefused",
          on: { "call.begun": { target: "opening" } },
          states: { permissionRefused: {}, missing: {}, busy: {}, unsupported: {} },
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
        "microphone.lost": { target: "initializing.blocked.missing", actions: stopChild("socket") },
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
              { ...closed.refused, target: "refused", actions: ["dropToken", "forgetResumeToken"] },
              { ...closed.failed, target: "#call.ending.failed" },
              { ...closed.replaced, target: "#call.ending.replaced" },
              { ...closed.alreadyEnded, target: "#call.ending.over" },
              { ...closed.ended, target: "#call.ending.over" },
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
                  { ...closed.ended, target: "#call.ending.over" },
                  { ...closed.failed, target: "#call.ending.failed" },
                  { ...closed.replaced, target: "#call.ending.replaced" },
                  { ...closed.alreadyEnded, target: "#call.ending.over" },
                  { ...closed.refused, target: "#call.ending.lost" },
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
                  on: { "call.ended": { target: "#call.ending.calling" } },
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
                      { ...closed.ended, target: "#call.ending.over" },
                      { ...closed.failed, target: "#call.ending.failed" },
                      { ...closed.replaced, target: "#call.ending.replaced" },
                      { ...closed.alreadyEnded, target: "#call.ending.over" },
                      { ...closed.refused, target: "#call.ending.lost" },
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
              on: {
                "call.muted": {
                  target: "muted",
                  actions: [{ type: "setMuted", params: { isMuted: true } }, sendTo("microphone", { type: "microphone.mute" })],
                },
                "microphone.lost": { target: "lost" },
              },
            },
            muted: {
              on: {
                "call.unmuted": {
                  target: "on",
                  actions: [{ type: "setMuted", params: { isMuted: false } }, sendTo("microphone", { type: "microphone.unmute" })],
                },
                "microphone.lost": { target: "lost" },
              },
            },
            lost: {
              entry: stopChild("microphone"),
              on: { "call.retried": { target: "reopening" } },
            },
            reopening: {
              entry: spawnChild("microphone", { id: "microphone", input: ({ context }) => ({ isMuted: context.isMuted }) }),
              on: {
                "microphone.ready": { target: "on" },
                "microphone.refused": { target: "lost" },
                "microphone.lost": { target: "lost" },
              },
            },
          },
        },
        speaker: {
          initial: "playing",
          states: {
            playing: { always: { guard: "isSuspended", target: "suspended" } },
            suspended: {
              always: { guard: "isRunning", target: "playing" },
              on: { "call.retried": { actions: sendTo("speaker", { type: "speaker.resume" }) } },
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
            "socket.closed": [{ ...closed.failed, target: "failed" }, { ...closed.replaced, target: "replaced" }, { target: "over" }],
          },
        },
        draining: {
          entry: sendTo("speaker", { type: "speaker.drain" }),
          after: { drainLimit: { target: "over" } },
          on: { "speaker.drained": { target: "over" }, "call.ended": { target: "over" } },
        },
        over: { type: "final", entry: [stopChild("socket"), stopChild("speaker"), "showFeedback"] },
        failed: { type: "final", entry: [stopChild("socket"), stopChild("speaker")] },
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

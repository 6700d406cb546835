import { assign, sendTo, setup, spawnChild, stopChild } from "xstate";
import { closeCode } from "./failure.ts";
import type { Speaker } from "./interview.ts";
import { effectPort, resourcePort, taskPort } from "./port.ts";

/** Why no microphone could be opened, or why an open one stopped. */
export type MicrophoneProblem = "permissionRefused" | "missing" | "busy" | "unsupported";

/** Why `SessionEnded` was sent. */
export type SessionEndReason = "USER_INITIATED" | "GEMINI_ENDED" | "TIMEOUT";

/** One utterance as shown: `isFinal` means no later text replaces it. */
export type Caption = { speaker: Speaker; text: string; isFinal: boolean };

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
  reconnectMs: 30_000,
  backoffMs: 500,
  endMs: 6_000,
  drainMs: 15_000,
};

export type CallInput = {
  interviewId: string;
  /** Kept by the page across a reload; with it the call rejoins by itself. */
  resumeToken: string | null;
  limits?: Partial<CallLimits>;
};

export type CallContext = {
  interviewId: string;
  token: string | null;
  resumeToken: string | null;
  isRejoining: boolean;
  endsAtUnixMs: number | null;
  limits: CallLimits;
  attempts: number;
  jitter: number;
  captions: Caption[];
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

const joined = (captions: Caption[], next: Caption): Caption[] => {
  const open = captions.findLastIndex((it) => it.speaker === next.speaker && !it.isFinal);
  return open < 0 ? [...captions, next] : captions.with(open, next);
};

const closed = {
  alreadyEnded: { guard: { type: "hasCode" as const, params: { code: closeCode.alreadyEnded } } },
  replaced: { guard: { type: "hasCode" as const, params: { code: closeCode.replaced } } },
  failed: { guard: { type: "hasCode" as const, params: { code: closeCode.geminiFailed } } },
  ended: { guard: { type: "hasCode" as const, params: { code: closeCode.ended } } },
  refused: { guard: { type: "hasCode" as const, params: { code: closeCode.tokenRefused } } },
};

/**
 * The candidate's side of one interview. Sound never passes through it: the microphone and the speaker are wired to the
 * socket by the host, and `live` says when that wire carries sound.
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
    setToken: assign({ token: (_, params: { token: string }) => params.token }),
    takeResumeToken: assign({ token: ({ context }) => context.resumeToken, isRejoining: () => true }),
    setSession: assign({
      resumeToken: (_, params: { resumeToken: string; endsAtUnixMs: number }) => params.resumeToken,
      token: (_, params) => params.resumeToken,
      endsAtUnixMs: (_, params) => params.endsAtUnixMs,
      attempts: () => 0,
      captions: () => [],
    }),
    dropResumeToken: assign({ resumeToken: () => null, isRejoining: () => false }),
    addCaption: assign({ captions: ({ context }, params: { caption: Caption }) => joined(context.captions, params.caption) }),
    setEnd: assign({ endReason: (_, params: { reason: SessionEndReason }) => params.reason }),
    setMessage: assign({ message: (_, params: { message: string | null }) => params.message }),
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
    setJitter: assign({ jitter: (_, params: { jitter: number }) => params.jitter }),
  },
  guards: {
    canRejoin: ({ context }) => context.resumeToken !== null,
    hasProblem: (_, params: { problem: MicrophoneProblem; is: MicrophoneProblem }) => params.problem === params.is,
    hasCode: ({ event }, params: { code: number }) => event.type === "socket.closed" && event.code === params.code,
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
    isRejoining: false,
    endsAtUnixMs: null,
    limits: { ...defaultCallLimits, ...input.limits },
    attempts: 0,
    jitter: 1,
    captions: [],
    endReason: null,
    message: null,
  }),
  initial: "initializing",
  states: {
    initializing: {
      initial: "lobby",
      states: {
        lobby: {
          always: { guard: "canRejoin", target: "opening" },
          on: { "call.begun": { target: "opening" } },
        },
        opening: {
          entry: [
            stopChild("speaker"),
            stopChild("microphone"),
            spawnChild("speaker", { id: "speaker" }),
            spawnChild("microphone", { id: "microphone", input: { isMuted: false } }),
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
        "call.ended": { target: "ending.requested" },
        "microphone.lost": { target: "initializing.blocked.missing", actions: stopChild("socket") },
      },
      states: {
        choosing: {
          always: [
            { guard: "canRejoin", target: "opening", actions: "takeResumeToken" },
            { target: "minting" },
          ],
        },
        minting: {
          invoke: {
            src: "mintToken",
            input: ({ context }) => ({ interviewId: context.interviewId }),
            onDone: { target: "opening", actions: { type: "setToken", params: ({ event }) => event.output } },
            onError: {
              target: "failed",
              actions: { type: "setMessage", params: ({ event }) => ({ message: event.error instanceof Error ? event.error.message : null }) },
            },
          },
        },
        opening: {
          entry: spawnChild("socket", { id: "socket", input: ({ context }) => ({ interviewId: context.interviewId, token: context.token ?? "" }) }),
          exit: { type: "setMessage", params: { message: null } },
          after: { startLimit: { target: "failed" } },
          on: {
            "session.started": { target: "#call.live" },
            "session.failed": { actions: { type: "setMessage", params: ({ event }) => ({ message: event.message }) } },
            "session.ended": { target: "#call.ending.draining", actions: { type: "setEnd", params: ({ event }) => ({ reason: event.reason }) } },
            "socket.closed": [
              { ...closed.refused, target: "refused", actions: ["dropResumeToken", "forgetResumeToken"] },
              { ...closed.failed, target: "#call.ending.failed" },
              { ...closed.replaced, target: "#call.ending.replaced" },
              { ...closed.alreadyEnded, target: "#call.ending.over" },
              { target: "failed" },
            ],
          },
        },
        refused: { entry: stopChild("socket"), on: { "call.retried": { target: "choosing" } } },
        failed: { entry: stopChild("socket"), on: { "call.retried": { target: "choosing" } } },
      },
    },
    live: {
      type: "parallel",
      entry: [
        {
          type: "setSession",
          params: ({ event }) =>
            event.type === "session.started" ? event : { resumeToken: "", endsAtUnixMs: 0 },
        },
        { type: "rememberResumeToken", params: ({ context }) => ({ resumeToken: context.resumeToken ?? "" }) },
      ],
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
                },
                opening: {
                  entry: [
                    "countAttempt",
                    spawnChild("socket", { id: "socket", input: ({ context }) => ({ interviewId: context.interviewId, token: context.token ?? "" }) }),
                  ],
                  after: { attemptLimit: { target: "waiting" } },
                  on: {
                    "session.started": {
                      target: "#call.live.connection.connected",
                      actions: [
                        { type: "setSession", params: ({ event }) => event },
                        { type: "rememberResumeToken", params: ({ event }) => ({ resumeToken: event.resumeToken }) },
                      ],
                    },
                    "socket.closed": [
                      { ...closed.failed, target: "#call.ending.failed" },
                      { ...closed.replaced, target: "#call.ending.replaced" },
                      { ...closed.alreadyEnded, target: "#call.ending.over" },
                      { ...closed.refused, target: "#call.ending.lost" },
                      { target: "waiting", actions: { type: "setJitter", params: ({ event }) => ({ jitter: event.jitter }) } },
                    ],
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
              on: {
                "call.muted": { target: "muted", actions: sendTo("microphone", { type: "microphone.mute" }) },
                "microphone.lost": { target: "lost" },
              },
            },
            muted: {
              on: {
                "call.unmuted": { target: "on", actions: sendTo("microphone", { type: "microphone.unmute" }) },
                "microphone.lost": { target: "lost" },
              },
            },
            lost: {
              entry: stopChild("microphone"),
              on: { "call.retried": { target: "reopening" } },
            },
            reopening: {
              entry: spawnChild("microphone", { id: "microphone", input: { isMuted: false } }),
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
            playing: { on: { "speaker.suspended": { target: "suspended" } } },
            suspended: {
              on: {
                "speaker.running": { target: "playing" },
                "call.retried": { actions: sendTo("speaker", { type: "speaker.resume" }) },
              },
            },
          },
        },
      },
    },
    ending: {
      initial: "requested",
      entry: [stopChild("microphone"), "forgetResumeToken"],
      states: {
        requested: {
          entry: sendTo("socket", { type: "end.request" }),
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
        replaced: { type: "final", entry: [stopChild("socket"), stopChild("speaker")] },
        lost: { type: "final", entry: [stopChild("socket"), stopChild("speaker")] },
      },
    },
  },
});

import { type CallEvent, type MicrophoneProblem, type SessionEndReason, type Unheard, callMachine } from "../call.ts";
import { closeCode } from "../../contract/codes.ts";
import { taskAnswers } from "../recording/recordable.ts";
import { fakeCall, freshPage } from "../testing/call-bench.ts";
import type { ChartModel } from "./chart-model.ts";
import { type Exploration, explore } from "./exploration.ts";

const problems = ["permissionRefused", "missing", "busy", "unsupported", "unloadable"] as const satisfies readonly MicrophoneProblem[];
const causes = ["mutedBySystem", "paused", "silent"] as const satisfies readonly Unheard[];
const reasons = ["USER_INITIATED"] as const satisfies readonly SessionEndReason[];

/** The codes that the chart tells apart, and 1006: a line that broke. */
const codes = [closeCode.ended, 1006, closeCode.tokenRefused, closeCode.geminiFailed, closeCode.replaced, closeCode.alreadyEnded];

const events: readonly CallEvent[] = [
  { type: "call.begun" },
  { type: "call.retried" },
  { type: "call.ended" },
  { type: "call.muted" },
  { type: "call.unmuted" },
  { type: "microphone.ready" },
  ...problems.map((problem) => ({ type: "microphone.refused" as const, problem })),
  { type: "microphone.lost" },
  { type: "microphone.broke" },
  { type: "microphone.heard" },
  ...causes.map((cause) => ({ type: "microphone.unheard" as const, cause })),
  { type: "speaker.refused" },
  { type: "speaker.suspended" },
  { type: "speaker.running" },
  { type: "speaker.draining", leftMs: 20_000 },
  { type: "speaker.drained" },
  { type: "socket.opened" },
  ...codes.map((code) => ({ type: "socket.closed" as const, code, jitter: 1 })),
  { type: "session.started", resumeToken: "r1", endsAtMs: 3_600_000 },
  ...reasons.map((reason) => ({ type: "session.ended" as const, reason })),
  { type: "session.failed", code: closeCode.geminiFailed, message: "The interviewer could not be reached." },
  { type: "caption.received", caption: { speaker: "AI", text: "Welcome.", isFinal: false } },
  { type: "session.interrupted" },
];

const { done, failed } = taskAnswers.mintToken;

/** The page gives up sooner than in life, so that the tries until then can all be walked. */
const limits = { reconnectMs: 22_000, startMs: 12_000 };

/** How to walk the call chart: from a page opened for the first time, reloaded, and opened beside another tab. */
export const callModel: ChartModel = {
  machine: callMachine,
  fake: fakeCall,
  inputs: [
    { ...freshPage, limits },
    { ...freshPage, limits, resumeToken: "r0" },
    { ...freshPage, limits, resumeToken: "r0", isTakeover: true },
  ],
  events,
  tasks: [
    { step: { type: done }, event: { type: "xstate.done.actor.mintToken", output: { token: "t1" } } },
    { step: { type: failed }, event: { type: "xstate.error.actor.mintToken", error: new Error("Interview is not in PENDING state") } },
  ],
  // What the devices do is crossed with the first try to come back and with nothing said, not with all that can follow.
  isFarEnough: ({ context, value }) => {
    const isMicrophoneAway = context.unheard !== null || (value.live !== undefined && value.live.microphone.on === undefined);
    const isSilent = context.isSuspended || (value.live !== undefined && value.live.speaker !== "playing");
    const isAway = context.isMuted || isMicrophoneAway || isSilent;
    return (isAway && (context.attempts > 1 || context.hasBegun)) || (isSilent && isMicrophoneAway);
  },
  mainLine: [
    "call.begun",
    "microphone.ready",
    "xstate.done.actor.mintToken",
    "session.started",
    "socket.closed",
    "session.ended",
    "call.ended",
  ],
};

let explored: Promise<Exploration> | undefined;

/** Walks the whole chart, once per process. */
export const exploreCall = (): Promise<Exploration> => (explored ??= explore(callModel));

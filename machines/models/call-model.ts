import type { AnyEventObject, AnyMachineSnapshot, StateValueMap } from "xstate";
import { callMachine } from "../call.ts";
import type { CallEvent, MicrophoneProblem, SessionEndReason, Unheard } from "../call/events.ts";
import type { Floor } from "../../contract/vocabulary.ts";
import { closeCode } from "../../contract/codes.ts";
import { taskAnswers } from "../recording/recordable.ts";
import { fakeCall, freshPage, started } from "../testing/call-bench.ts";
import type { ChartModel } from "./chart-model.ts";
import { type Exploration, explore } from "./exploration.ts";

const problems = ["permissionRefused", "missing", "busy", "unsupported", "unloadable"] as const satisfies readonly MicrophoneProblem[];
const causes = ["mutedBySystem", "paused", "silent"] as const satisfies readonly Unheard[];
const reasons = ["USER_INITIATED"] as const satisfies readonly SessionEndReason[];

/** The close codes that the chart tells apart, and 1006 for a connection that broke. */
const codes = [closeCode.ended, 1006, closeCode.tokenRefused, closeCode.geminiFailed, closeCode.replaced, closeCode.alreadyEnded];

const floors = ["OPEN", "ANSWERING", "HELD", "DUE", "INTERVIEWER"] as const satisfies readonly Floor[];

/** What goes on in the room while the connection, the devices and the voices are as they should be. */
const roomEvents: readonly CallEvent[] = [
  ...floors.map((floor) => ({ type: "turn.changed" as const, floor, patience: "NORMAL" as const, untilMs: null })),
  { type: "turn.changed", floor: "OPEN", patience: "PATIENT", untilMs: null },
  { type: "think.began" },
  { type: "think.ended" },
  { type: "talk.pressed" },
  { type: "talk.released" },
  { type: "steered", what: "ANSWER_DONE" },
  { type: "steered", what: "REPHRASE" },
  { type: "speech.repeated" },
  { type: "text.sent", text: "I led it.", clientId: "c1" },
  { type: "text.taken", clientId: "c1" },
  { type: "text.taken", clientId: "c0" },
  { type: "patience.chosen", patience: "PATIENT" },
  { type: "notice.received", kind: "PROVIDER_SLOW" },
  { type: "notice.dismissed" },
  { type: "agenda.received", agenda: [{ id: "1", topic: "Conflict", state: "CURRENT" }] },
  { type: "saved.received", saved: { upToSeq: 1, atMs: 1_000, isDelivered: false } },
];
const isOfRoom = new Set<string>(roomEvents.map(({ type }) => type));
/** The closes after which a connection may come back: it broke, or another tab had it meanwhile. */
const isComingBack = (code: number): boolean => code === 1006 || code === closeCode.replaced;
/** The events that are walked while the turn is held. */
const ofHeld = new Set<string>(["turn.changed"]);
const ofResumed = new Set<string>(["turn.changed", "think.ended", "talk.pressed", "steered"]);
const comesBack = new Set<string>(["socket.closed", "socket.opened", "session.started"]);

const quiet = { turn: "open", hold: "none", composer: "idle", pace: "agreed", notice: "none" } as const;
/** How many regions of the room are not at rest. Time to think is remembered in the interviewer's turn only: these two count once. */
const stirred = ({ live }: StateValueMap): number =>
  typeof live !== "object"
    ? 0
    : Object.entries(quiet).filter(([region, rest]) => live[region] !== rest && live[region] !== "remembered").length;

/** The room is walked where all else is well, one thing at a time, and with each of them over a new connection. */
const canHappenInRoom = ({ value, context }: AnyMachineSnapshot, event: AnyEventObject): boolean => {
  if (typeof value === "string" || value.live === undefined) return true;
  const isHeard = typeof value.live.microphone === "object" && value.live.speaker === "playing";
  const isWell = isHeard && !context.hasBegun && context.unheard === null && value.live.connection === "connected";
  if (value.live.turn === "held") return isWell && (value.live.hold === "resumed" ? ofResumed : ofHeld).has(event.type);
  if (isOfRoom.has(event.type)) return isWell;
  // What was typed goes before the end.
  if (event.type === "call.ended" && value.live.composer === "sending") return true;
  return stirred(value) === 0 || (comesBack.has(event.type) && (event.type !== "socket.closed" || isComingBack(event["code"])));
};

/** What the rules of `endings` look at in a situation. */
const sightOf = ({ context, value }: AnyMachineSnapshot) => {
  const { live } = value;
  const { turn, hold }: { turn: string; hold: string } = live ?? quiet;
  const isMicrophoneAway: boolean = context.unheard !== null || (live !== undefined && live.microphone.on === undefined);
  const isSilent: boolean = context.isSuspended || (live !== undefined && live.speaker !== "playing");
  return {
    context,
    isOver: value.ending !== undefined,
    stirred: stirred(value),
    turn,
    isHeld: turn === "held" && (hold === "thinking" || hold === "resumed"),
    isMicrophoneAway,
    isSilent,
    isAway: context.isMuted || context.isTyped || isMicrophoneAway || isSilent,
  };
};

/** Where the shortest paths are not continued: what stirs in the room, and what is wrong with a device, is each walked by itself. */
const endings: Readonly<Record<string, (at: ReturnType<typeof sightOf>) => boolean>> = {
  "over after many tries, with typed answers that have not arrived": ({ isOver, context }) =>
    isOver && context.answers.length > 0 && context.attempts > 2,
  "several things stir; a turn that is held is two": ({ stirred, isHeld }) => stirred > (isHeld ? 2 : 1),
  "a turn of another kind": ({ turn, isHeld }) => turn !== quiet.turn && turn !== "interviewer" && !isHeld,
  "something stirs, after many tries": ({ stirred, context }) => stirred > 0 && context.attempts > 1,
  "a device is away, after many tries": ({ isAway, context }) => isAway && context.attempts > 1,
  "a device is away, after something was said": ({ isAway, context }) => isAway && context.hasBegun,
  "neither heard nor hearing": ({ isSilent, isMicrophoneAway }) => isSilent && isMicrophoneAway,
};

const events: readonly CallEvent[] = [
  { type: "call.begun" },
  { type: "call.typed" },
  { type: "call.spoken" },
  { type: "call.retried" },
  { type: "call.ended" },
  { type: "call.muted" },
  { type: "call.unmuted" },
  { type: "microphone.chosen" },
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
  started(),
  ...reasons.map((reason) => ({ type: "session.ended" as const, reason, atMs: 249_000 })),
  { type: "session.failed", code: closeCode.geminiFailed, message: "The interviewer could not be reached." },
  { type: "caption.received", caption: { speaker: "AI", text: "Welcome.", isFinal: false } },
  { type: "session.interrupted" },
  ...roomEvents,
];

const { done, failed } = taskAnswers.mintToken;

/** The page gives up sooner than in production, so that all its attempts can be walked. */
const limits = { reconnectMs: 22_000, startMs: 12_000 };

/** How to walk the call chart: from a page opened for the first time, reloaded, opened beside another tab, and reloaded at its end. */
export const callModel: ChartModel = {
  machine: callMachine,
  fake: fakeCall,
  inputs: [
    { ...freshPage, limits },
    { ...freshPage, limits, resumeToken: "r0" },
    { ...freshPage, limits, resumeToken: "r0", isTakeover: true },
    { ...freshPage, limits, resumeToken: "r0", isEnded: true },
  ],
  events,
  tasks: [
    { step: { type: done }, event: { type: "xstate.done.actor.mintToken", output: { token: "t1" } } },
    { step: { type: failed }, event: { type: "xstate.error.actor.mintToken", error: new Error("Interview is not in PENDING state") } },
  ],
  // What the devices do is combined with the first reconnection and with nothing said, not with all that can follow.
  canHappen: canHappenInRoom,
  isFarEnough: (snapshot) => {
    const at = sightOf(snapshot);
    return Object.values(endings).some((holds) => holds(at));
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

import type { AnyEventObject, InspectionEvent, Snapshot } from "xstate";
import { sanitized } from "./recordable.ts";

type Message = { sessionId: string; createdAt: string; id: string; _version: string };
type ActorMessage = {
  type: "@xstate.actor";
  name: string;
  rootId: string | undefined;
  parentId: string | undefined;
  definition: string | undefined;
  snapshot: { status?: Snapshot<unknown>["status"]; context?: unknown; value?: unknown };
};
type EventMessage = { type: "@xstate.event"; rootId: string; sourceId: string | undefined; event: AnyEventObject };
type SnapshotMessage = { type: "@xstate.snapshot"; rootId: string; event: AnyEventObject; snapshot: Snapshot<unknown> };

/** The three messages of the Stately inspector's protocol; `createdAt` is Unix time in ms, as text. */
export type InspectionMessage = Message & (ActorMessage | EventMessage | SnapshotMessage);

/** An option of the inspectors: their default of 10 would cut off the charts' inner states. */
export const serializationDepthLimit = 30;

/**
 * Rewrites every message of one host's inspector. A message is made anew from what may be seen, so that a field that is not named here
 * never leaves. XState numbers its actors from `x:0` in every process, so ids are prefixed with the actor's name: `interview:<id>/x:0`.
 * Rewriting a rewritten message changes nothing. The inspector dates a message when it gets round to it; `notice` records when each event
 * happens, so that the two sides' times can be compared.
 */
export const inspectable = (name: string) => {
  const times = new WeakMap<object, number>();
  const ours = (id: string) => (id.startsWith(`${name}/`) ? id : `${name}/${id}`);
  const theirs = (id: string | undefined) => (id === undefined ? undefined : ours(id));

  const notice = (seen: InspectionEvent): void => {
    if (seen.type === "@xstate.event") times.set(seen.event, Date.now());
  };
  const serialize = (message: InspectionMessage): InspectionMessage => {
    const { type, id, _version } = message;
    const atMs = type === "@xstate.actor" ? undefined : times.get(message.event);
    const createdAt = atMs === undefined ? message.createdAt : String(atMs);
    const common = { sessionId: ours(message.sessionId), createdAt, id, _version };
    if (type === "@xstate.actor") {
      const { definition, parentId, rootId, snapshot } = message;
      const shownName = parentId === undefined ? name : message.name;
      return { ...common, type, name: shownName, rootId: theirs(rootId), parentId: theirs(parentId), definition, snapshot: seen(snapshot) };
    }
    const seenEvent = { ...common, rootId: ours(message.rootId), event: sanitized(message.event) };
    return type === "@xstate.event"
      ? { ...seenEvent, type, sourceId: theirs(message.sourceId) }
      : { ...seenEvent, type, snapshot: seen(message.snapshot) };
  };
  return { notice, serialize };
};

const ofFeedback = ["tries", "isAssessed", "isOwing", "isFinal", "isPlain", "isShort", "hasStrayed"];
const ofInterview = [
  "restartsAs",
  "hasClient",
  "isConnected",
  "isResumable",
  "hasHandle",
  "isHandleFresh",
  "hasSpoken",
  "isOwed",
  "hasReturned",
  "isWrapUpDue",
  "isPlanDone",
  "isConclusionDue",
  "unanswered",
  "isDelivered",
  "isGoingAway",
  "wasResumed",
  "failure",
  "missed",
  "hush",
  "thinkForMs",
  "isTurnRunning",
  "isAnswerKept",
  "refusals",
  "isRested",
  "rotations",
  "turns",
  "silence",
  "audibleForMs",
  "isMarked",
  "spokenMs",
  "openings",
];
const ofCall = [
  "isTakeover",
  "isEnded",
  "isTyped",
  "hasBegun",
  "problem",
  "unheard",
  "isSuspended",
  "startedAtMs",
  "endsAtMs",
  "endedAtMs",
  "untilMs",
  "notice",
  "queuedMs",
  "jitter",
  "replayed",
];
const ofBoth = ["attempts", "endReason", "isMuted", "patience"];
/** What may be shown of a context: the facts that the charts decide by. No text, token, handle or name is among them. */
const safeContext: readonly string[] = [...ofFeedback, ...ofInterview, ...ofBoth, ...ofCall];

/** Neither output nor error is shown: an output may be a token, an error may quote anything. */
const seen = ({ status = "active", value, context }: ActorMessage["snapshot"]): Snapshot<unknown> => ({
  status,
  output: undefined,
  error: undefined,
  ...(isStateValue(value) ? { value } : {}),
  ...(isRecord(context) ? { context: facts(context) } : {}),
});

const facts = (context: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(safeContext.filter((key) => isFact(context[key])).map((key) => [key, context[key]]));

const isFact = (value: unknown): boolean =>
  value === null ||
  typeof value === "number" ||
  typeof value === "boolean" ||
  (typeof value === "string" && /^[A-Za-z_]{1,32}$/.test(value));

/** The keys and leaves of a state value are names from the chart. */
const isStateValue = (value: unknown): boolean =>
  (typeof value === "string" && /^[\w-]{1,40}$/.test(value)) || (isRecord(value) && Object.values(value).every(isStateValue));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

import type { AnyEventObject } from "xstate";

/**
 * What a flight recorder keeps of one event: its type and small fields that say nothing about the candidate. `atMs` is ms since the
 * recording began. A file of them is a `Recording` (recording.ts); `npm run replay FILE` plays it.
 *
 * A line is something that happened to the chart from outside. What the chart produces itself (delays, raised events) is not kept, because
 * a clock brings it again.
 *
 * A task's answer comes from its host and cannot be computed again, so it is a line under a name of its own: `setup.read` (`isOpen`),
 * `setup.unread`, `token.minted`, `token.refused`.
 *
 * `host.woke` says that the host was evicted or crashed and started the chart anew, with the facts of `InterviewInput`.
 */
export type RecordedEvent = { readonly atMs: number; readonly type: string } & Readonly<Record<string, SafeField>>;
export type SafeField = string | number | boolean | null;

/** Which fields of each event from outside may be kept. No text, handle, token or id is among them. */
const safeFields: Readonly<Record<string, readonly string[]>> = {
  "client.joined": [],
  "client.left": [],
  "client.ended": ["isAnswerOpen"],
  "client.expelled": [],
  "gemini.ready": [],
  "gemini.lost": ["code"],
  "gemini.refused": ["code", "failure"],
  "gemini.closed": [],
  "gemini.goingAway": ["timeLeftMs"],
  "gemini.handleIssued": [],
  "gemini.turnStarted": [],
  "gemini.turnEnded": ["audibleForMs", "isMarked"],
  "gemini.interrupted": ["soundMs", "heardMs"],
  "gemini.transcribed": ["speaker", "isNoise"],
  "gemini.endCalled": ["reason", "usedShare", "isFarewellSaid", "audibleForMs", "isMarked"],
  "gemini.endCancelled": [],
  "gemini.stalled": [],
  "speech.heard": [],
  "answer.due": [],
  "wrapUp.due": [],
  "plan.covered": [],
  "voice.began": ["takesFloor"],
  "voice.ended": ["spokenMs"],
  "voice.lost": [],
  "text.stored": [],
  "patience.chosen": ["patience"],
  "talk.pressed": [],
  "talk.released": [],
  "think.began": [],
  "think.ended": [],
  muted: ["isOn"],
  steered: ["what"],
  "deadline.passed": [],
  "grace.passed": [],
  "silence.passed": [],
  "retry.due": [],
  "cleanup.due": [],
  "outbox.emptied": [],
  "app.ended": ["status"],
  "interview.deleted": [],
  "call.begun": [],
  "call.typed": [],
  "call.spoken": [],
  "call.retried": [],
  "call.ended": [],
  "call.muted": [],
  "call.unmuted": [],
  "microphone.chosen": [],
  "microphone.ready": [],
  "microphone.refused": ["problem"],
  "microphone.lost": [],
  "microphone.broke": [],
  "microphone.heard": [],
  "microphone.unheard": ["cause"],
  "speaker.refused": [],
  "speaker.suspended": [],
  "speaker.running": [],
  "speaker.draining": ["leftMs"],
  "speaker.drained": [],
  "socket.opened": [],
  "socket.closed": ["code", "jitter"],
  "session.started": ["endsAtMs"],
  "session.ended": ["reason"],
  "session.failed": ["code"],
  "caption.received": [],
  "session.interrupted": [],
  "turn.changed": ["floor", "patience"],
  "speech.repeated": [],
  "text.sent": [],
  "text.taken": [],
  "notice.received": ["kind"],
  "notice.dismissed": [],
  "agenda.received": [],
  "saved.received": [],
  "job.asked": [],
  "run.due": [],
  "input.read": ["gate", "isSame"],
  "input.unread": [],
  "input.gone": [],
  "model.wrote": ["isCoachable"],
  "model.busy": ["afterMs", "isLate"],
  "model.cut": [],
  "model.strayed": [],
  "model.misunderstood": [],
  "model.failed": ["failure"],
  "delivery.made": [],
  "delivery.unmade": [],
  "delivery.gone": [],
  "setup.read": ["isOpen", "patience"],
  "setup.unread": [],
  "token.minted": [],
  "token.refused": [],
  "host.woke": [
    "status",
    "isResumable",
    "isDelivered",
    "hasClient",
    "endReason",
    "openings",
    "rotations",
    "hasSpoken",
    "isWrapUpDue",
    "isPlanDone",
    "isMuted",
    "hush",
    "thinkForMs",
    "refusals",
    "patience",
  ],
};

/** The recorder's names for the answers of the charts' tasks. */
export const taskAnswers = {
  readSetup: { done: "setup.read", failed: "setup.unread" },
  mintToken: { done: "token.minted", failed: "token.refused" },
} as const;

/** Every type that a recording may contain. */
export const recordableTypes: readonly string[] = Object.keys(safeFields);

/** The part of an event that may leave its host, for the inspector. An event that the chart raises itself becomes its bare type. */
export const sanitized = (event: AnyEventObject): { type: string } & Record<string, SafeField> => {
  const { type, ...fields } = answered(event);
  const kept = (safeFields[type] ?? []).flatMap((name) => (isSafe(fields[name]) ? [[name, fields[name]] as const] : []));
  return { type, ...Object.fromEntries(kept) };
};

/** The part of an event that the flight recorder keeps; null if a replay brings the event by itself. */
export const recordable = (event: AnyEventObject): ({ type: string } & Record<string, SafeField>) | null => {
  const safe = sanitized(event);
  return safe.type in safeFields ? safe : null;
};

/** Puts a task's answer under its own name. XState's event ends in the id of the task, which the charts name after its source. */
const answered = (event: AnyEventObject): AnyEventObject => {
  const [, outcome, task] = /^xstate\.(done|error)\.actor\.(\w+)$/.exec(event.type) ?? [];
  if (task !== "readSetup" && task !== "mintToken") return event;
  return outcome === "done" ? { ...event.output, type: taskAnswers[task].done } : { type: taskAnswers[task].failed };
};

const isSafe = (value: unknown): value is SafeField =>
  value === null ||
  typeof value === "number" ||
  typeof value === "boolean" ||
  (typeof value === "string" && /^[A-Za-z_]{1,32}$/.test(value));

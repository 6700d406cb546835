import { type Feature, features, type Floor, type ItemState, patiences, steerings } from "../../../contract/vocabulary.ts";
import type { CallEvent, NoticeKind, RoomCommand, SessionEndReason } from "../../../machines/call/events.ts";
import type { Caption } from "../../../machines/call/captions.ts";
import {
  ClientToServerMessage,
  Item_State,
  type Notice,
  Notice_Kind,
  ServerToClientMessage,
  SessionEnded_Reason,
  type TranscriptUpdate,
  TurnState_Floor,
} from "../../../proto/gen/interview.ts";

/** The interview is live. `receivedSamples`: how far the Worker has come in the candidate's voice, by its own count; null if it does not tell. */
export type Greeting = { type: "greeted"; started: Extract<CallEvent, { type: "session.started" }>; receivedSamples: number | null };

export type Heard = { type: "audio.received"; pcm: Uint8Array } | { type: "ping.answered"; nonce: string } | Greeting | CallEvent;

/** An `AudioChunk` frame of PCM16 samples at 16 kHz, which are copied. */
export const audioFrame = (pcm: Int16Array): Uint8Array<ArrayBuffer> => {
  const audioContent = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  return frame({ payload: { $case: "audioChunk", value: { audioContent } } });
};

export const endFrame = (): Uint8Array<ArrayBuffer> => frame({ payload: { $case: "endRequest", value: {} } });

/** A `PlaybackMark` frame: the interviewer became audible, or fell silent, when this many samples had been captured on the socket. */
export const markFrame = (capturedSamples: number, isAudible: boolean): Uint8Array<ArrayBuffer> =>
  frame({ payload: { $case: "playbackMark", value: { capturedSamples, isAudible } } });

/**
 * A `Ping` frame. `receivedSamples`: how much of the interviewer's voice has come on the socket; `keptSamples`: how much of the candidate's,
 * captured before it was open, follows.
 */
export const pingFrame = (nonce: string, receivedSamples: number, keptSamples: number): Uint8Array<ArrayBuffer> =>
  frame({ payload: { $case: "ping", value: { nonce, receivedSamples, ...(keptSamples > 0 ? { keptSamples } : {}) } } });

/** The frames for what the candidate does in the room, and the feature that a Worker must name to take them. */
export const roomFrames = (command: RoomCommand): { feature: Feature; frames: Uint8Array<ArrayBuffer>[] } => {
  switch (command.type) {
    case "answers":
      return { feature: "text", frames: command.answers.map((value) => frame({ payload: { $case: "textAnswer", value } })) };
    case "patience": {
      const mode = numbered(patiences, command.patience);
      return { feature: "patience", frames: [frame({ payload: { $case: "patience", value: { mode } } })] };
    }
    case "talk":
      return { feature: "talk", frames: [frame({ payload: { $case: "talk", value: { isPressed: command.isPressed } } })] };
    case "think":
      return { feature: "think", frames: [frame({ payload: { $case: "think", value: { isOn: command.isOn } } })] };
    case "muted":
      return { feature: "muted", frames: [frame({ payload: { $case: "muted", value: { isOn: command.isOn } } })] };
    case "steer": {
      const what = numbered(steerings, command.what);
      return { feature: "steer", frames: [frame({ payload: { $case: "steer", value: { what } } })] };
    }
  }
};

/** The number of a word on the wire, where they begin at 1. */
const numbered = <Word>(words: readonly Word[], word: Word) => (words.indexOf(word) + 1) as 1 | 2 | 3 | 4;

/**
 * Makes a reader for the frames of one socket. It returns what a frame means, or null if the frame cannot be decoded or is of a newer
 * protocol. Times become times of the page's monotonic clock (ms), by the Worker's clock; an older Worker does not tell its own, and the
 * device's is used. `pcm` is a view into the frame.
 */
export const frameReader = (): ((data: ArrayBuffer) => Heard | null) => {
  let offsetMs = performance.now() - Date.now();
  return (data) => {
    const payload = decoded(data)?.payload;
    if (payload?.$case === "sessionStarted" && payload.value.nowUnixMs > 0) offsetMs = performance.now() - payload.value.nowUnixMs;
    return heard(payload, (unixMs) => unixMs + offsetMs);
  };
};

const heard = (payload: ServerToClientMessage["payload"], pageMs: (unixMs: number) => number): Heard | null => {
  switch (payload?.$case) {
    case "audioResponse":
      return { type: "audio.received", pcm: payload.value.audioContent };
    case "transcriptUpdate": {
      const caption = captionOf(payload.value);
      return caption && { type: "caption.received", caption };
    }
    case "sessionStarted": {
      const { resumeToken, endsAtUnixMs, startedAtUnixMs, features: named, receivedSamples = null } = payload.value;
      const taken = features.filter((it) => named.includes(it));
      const [endsAtMs, startedAtMs] = [pageMs(endsAtUnixMs), pageMs(startedAtUnixMs)];
      return {
        type: "greeted",
        started: { type: "session.started", resumeToken, endsAtMs, startedAtMs, features: taken },
        receivedSamples,
      };
    }
    case "interrupted":
      return { type: "session.interrupted" };
    case "error":
      return { type: "session.failed", ...payload.value };
    case "sessionEnded":
      return { type: "session.ended", reason: endReasons[payload.value.reason], atMs: performance.now() };
    case "turnState": {
      const { floor, mode, untilUnixMs } = payload.value;
      const untilMs = untilUnixMs > 0 ? pageMs(untilUnixMs) : null;
      return { type: "turn.changed", floor: floors[floor] ?? "OPEN", patience: patiences[mode - 1] ?? "NORMAL", untilMs };
    }
    case "agenda":
      return {
        type: "agenda.received",
        agenda: payload.value.items.map(({ id, topic, state }) => ({ id, topic, state: itemStates[state] ?? "PLANNED" })),
      };
    case "saved": {
      const { upToSeq, atUnixMs, isDelivered } = payload.value;
      return { type: "saved.received", saved: { upToSeq, atMs: pageMs(atUnixMs), isDelivered } };
    }
    case "notice":
      return noticeOf(payload.value);
    case "pong":
      return { type: "ping.answered", nonce: payload.value.nonce };
    case undefined:
      return null;
    default:
      payload satisfies never;
      return null;
  }
};

const captionOf = ({ speaker, text, isFinal, seq, isTyped, atMs, aheadMs }: TranscriptUpdate): Caption | null => {
  if (speaker !== "USER" && speaker !== "AI") return null;
  return { speaker, text, isFinal, ...(seq > 0 ? { seq, atMs } : {}), ...(isTyped ? { isTyped } : {}), ...(aheadMs ? { aheadMs } : {}) };
};

const noticeOf = ({ kind, ref }: Notice): CallEvent | null => {
  if (kind === Notice_Kind.KIND_TEXT_TAKEN) return { type: "text.taken", clientId: ref };
  const known = noticeKinds[kind];
  return known === undefined ? null : { type: "notice.received", kind: known };
};

const frame = (message: ClientToServerMessage): Uint8Array<ArrayBuffer> => ClientToServerMessage.encode(message).finish();

const decoded = (data: ArrayBuffer): ServerToClientMessage | null => {
  try {
    return ServerToClientMessage.decode(new Uint8Array(data));
  } catch {
    return null;
  }
};

const endReasons: Record<SessionEnded_Reason, SessionEndReason> = {
  [SessionEnded_Reason.USER_INITIATED]: "USER_INITIATED",
  [SessionEnded_Reason.GEMINI_ENDED]: "GEMINI_ENDED",
  [SessionEnded_Reason.TIMEOUT]: "TIMEOUT",
  // A reason that this page does not know yet: what was said plays to its end.
  [SessionEnded_Reason.REASON_UNSPECIFIED]: "GEMINI_ENDED",
  [SessionEnded_Reason.UNRECOGNIZED]: "GEMINI_ENDED",
};

const floors: Partial<Record<TurnState_Floor, Floor>> = {
  [TurnState_Floor.FLOOR_OPEN]: "OPEN",
  [TurnState_Floor.FLOOR_ANSWERING]: "ANSWERING",
  [TurnState_Floor.FLOOR_HELD]: "HELD",
  [TurnState_Floor.FLOOR_DUE]: "DUE",
  [TurnState_Floor.FLOOR_INTERVIEWER]: "INTERVIEWER",
};

const itemStates: Partial<Record<Item_State, ItemState>> = {
  [Item_State.STATE_CURRENT]: "CURRENT",
  [Item_State.STATE_DONE]: "DONE",
  [Item_State.STATE_SKIPPED]: "SKIPPED",
};

const noticeKinds: Partial<Record<Notice_Kind, NoticeKind>> = {
  [Notice_Kind.KIND_TIME_LEFT]: "TIME_LEFT",
  [Notice_Kind.KIND_SILENCE_OFFERED]: "SILENCE_OFFERED",
  [Notice_Kind.KIND_CONFIRM_END]: "CONFIRM_END",
  [Notice_Kind.KIND_NOT_WRITTEN_DOWN]: "NOT_WRITTEN_DOWN",
  [Notice_Kind.KIND_MODE_LATER]: "MODE_LATER",
  [Notice_Kind.KIND_PROVIDER_SLOW]: "PROVIDER_SLOW",
};

import { BinaryReader } from "@bufbuild/protobuf/wire";
import { longestTyped } from "../../../contract/limits.ts";
import { type Patience, patiences, type Steering, steerings } from "../../../contract/vocabulary.ts";
import { charactersIn, readable } from "../../../contract/text.ts";
import { ClientToServerMessage, ServerToClientMessage, type TextAnswer } from "../../../proto/gen/interview.ts";

const longestIdCharacters = 100;

export type ClientFrame =
  | { type: "audio"; pcm: Uint8Array }
  | { type: "end" }
  | { type: "typed"; text: string; clientId: string }
  | { type: "patience"; mode: Patience }
  | { type: "talk"; isPressed: boolean }
  | { type: "think"; isOn: boolean }
  | { type: "steer"; what: Steering }
  | { type: "ping"; nonce: string; receivedSamples?: number | undefined; keptSamples?: number | undefined }
  | { type: "mark"; isAudible: boolean; capturedSamples: number }
  | { type: "muted"; isOn: boolean }
  | { type: "unreadable" };

const unreadable = { type: "unreadable" } as const;

/** The size of a frame: bytes of a binary one, UTF-16 units of a text one. */
export const sizeOf = (frame: string | ArrayBuffer): number => (typeof frame === "string" ? frame.length : frame.byteLength);

const audioChunkTag = (1 << 3) | 2;
const audioResponseTag = (2 << 3) | 2;
const audioContentTag = (1 << 3) | 2;

/** The sound of a frame that is an AudioChunk and nothing else, as a view into it; null for any other frame, which `readFrame` reads. */
export const soundIn = (frame: ArrayBuffer): Uint8Array | null => {
  const bytes = new Uint8Array(frame);
  if (bytes[0] !== audioChunkTag) return null;
  const at = afterLengthOfRest(bytes, 1);
  if (at < 0 || bytes[at] !== audioContentTag) return null;
  const from = afterLengthOfRest(bytes, at + 1);
  return from < 0 || from === bytes.length ? null : new Uint8Array(frame, from);
};

/** The offset after the varint at `at`, if its value is the length of all that follows it; otherwise -1. */
const afterLengthOfRest = (bytes: Uint8Array, at: number): number => {
  let length = 0;
  for (let shift = 0, next = at; shift < 28; shift += 7) {
    const byte = bytes[next++];
    if (byte === undefined) return -1;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) return length === bytes.length - next ? next : -1;
  }
  return -1;
};

/** Decodes one frame of the candidate's client. `pcm` is a view into the frame. Never throws. */
export const readFrame = (frame: string | ArrayBuffer): ClientFrame => {
  if (typeof frame === "string") return unreadable;
  const payload = decode(new Uint8Array(frame));
  switch (payload?.$case) {
    case "audioChunk":
      return payload.value.audioContent.length > 0 ? { type: "audio", pcm: payload.value.audioContent } : unreadable;
    case "endRequest":
      return { type: "end" };
    case "textAnswer":
      return typedIn(payload.value);
    case "patience": {
      const mode = patiences[payload.value.mode - 1];
      return mode ? { type: "patience", mode } : unreadable;
    }
    case "talk":
      return { type: "talk", isPressed: payload.value.isPressed };
    case "think":
      return { type: "think", isOn: payload.value.isOn };
    case "steer": {
      const what = steerings[payload.value.what - 1];
      return what ? { type: "steer", what } : unreadable;
    }
    case "ping":
      return { type: "ping", ...payload.value };
    case "muted":
      return { type: "muted", isOn: payload.value.isOn };
    case "playbackMark":
      return { type: "mark", isAudible: payload.value.isAudible, capturedSamples: payload.value.capturedSamples };
    case undefined:
      return unreadable;
    default:
      return payload satisfies never;
  }
};

const typedIn = ({ text: typed, clientId }: TextAnswer): ClientFrame => {
  const text = readable(typed).replaceAll("\0", "").trim();
  const isGood = text !== "" && charactersIn(text) <= longestTyped && clientId.length <= longestIdCharacters;
  return isGood ? { type: "typed", text, clientId } : unreadable;
};

/** Throws on invalid UTF-8 instead of putting something else in its place. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const decode = (bytes: Uint8Array) => {
  try {
    return ClientToServerMessage.decode(new BinaryReader(bytes, (text) => utf8.decode(text))).payload;
  } catch {
    return undefined;
  }
};

export type ServerPayload = NonNullable<ServerToClientMessage["payload"]>;

export const writeFrame = (payload: ServerPayload): Uint8Array => ServerToClientMessage.encode({ payload }).finish();

/** Reused for each frame: a second of sound at 24 kHz, and the header before it. */
const memory = new Uint8Array(48_000 + 16);

/**
 * Encodes an AudioResponse, byte for byte as the generated code does. The frame is valid until the next call: a socket copies what it is
 * given to send.
 */
export const writeAudioFrame = (pcm: Uint8Array): Uint8Array => {
  const inner = pcm.length === 0 ? 0 : 1 + varintLength(pcm.length) + pcm.length;
  const length = 1 + varintLength(inner) + inner;
  const frame = length > memory.length ? new Uint8Array(length) : memory.subarray(0, length);
  frame[0] = audioResponseTag;
  let at = writeVarint(frame, 1, inner);
  if (inner === 0) return frame;
  frame[at] = audioContentTag;
  at = writeVarint(frame, at + 1, pcm.length);
  frame.set(pcm, at);
  return frame;
};

const varintLength = (value: number): number => (value < 0x80 ? 1 : 1 + varintLength(value >>> 7));

const writeVarint = (bytes: Uint8Array, at: number, value: number): number => {
  let rest = value;
  let next = at;
  for (; rest >= 0x80; rest >>>= 7) bytes[next++] = (rest & 0x7f) | 0x80;
  bytes[next++] = rest;
  return next;
};

import type { CallEvent, SessionEndReason } from "../../machines/call.ts";
import type { Caption } from "../../machines/captions.ts";
import { ClientToServerMessage, ServerToClientMessage, SessionEnded_Reason, type TranscriptUpdate } from "../../proto/gen/interview.ts";

type Started = Extract<CallEvent, { type: "session.started" }>;
/** `features` names the messages that this Worker takes beside sound and the end. */
export type Heard =
  { type: "audio.received"; pcm: Uint8Array } | (Started & { features: string[] }) | Exclude<CallEvent, { type: "session.started" }>;

/** One `AudioChunk` frame around PCM16 samples of 16 kHz. The samples are copied. */
export const audioFrame = (pcm: Int16Array): Uint8Array<ArrayBuffer> => {
  const audioContent = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  return frame({ payload: { $case: "audioChunk", value: { audioContent } } });
};

export const endFrame = (): Uint8Array<ArrayBuffer> => frame({ payload: { $case: "endRequest", value: {} } });

/** The interviewer became audible, or fell silent, when so many samples had been captured on this socket. */
export const markFrame = (capturedSamples: number, isAudible: boolean): Uint8Array<ArrayBuffer> =>
  frame({ payload: { $case: "playbackMark", value: { capturedSamples, isAudible } } });

/** What one frame of the Worker means; null where it cannot be understood or is of a newer protocol. `pcm` is a view into `data`. */
export const heard = (data: ArrayBuffer): Heard | null => {
  const payload = decoded(data)?.payload;
  switch (payload?.$case) {
    case "audioResponse":
      return { type: "audio.received", pcm: payload.value.audioContent };
    case "transcriptUpdate": {
      const caption = captionOf(payload.value);
      return caption && { type: "caption.received", caption };
    }
    case "sessionStarted": {
      const { resumeToken, endsAtUnixMs, nowUnixMs, features } = payload.value;
      // The device's clock counts only where an older Worker does not say its own.
      const leftMs = endsAtUnixMs - (nowUnixMs || Date.now());
      return { type: "session.started", resumeToken, endsAtMs: performance.now() + leftMs, features };
    }
    case "interrupted":
      return { type: "session.interrupted" };
    case "error":
      return { type: "session.failed", ...payload.value };
    case "sessionEnded":
      return { type: "session.ended", reason: endReasons[payload.value.reason] };
    // What this page does not show yet.
    case "turnState":
    case "agenda":
    case "saved":
    case "notice":
    case "pong":
    case undefined:
      return null;
    default:
      payload satisfies never;
      return null;
  }
};

const captionOf = ({ speaker, text, isFinal, seq, isTyped, atMs }: TranscriptUpdate): Caption | null => {
  if (speaker !== "USER" && speaker !== "AI") return null;
  return { speaker, text, isFinal, ...(seq > 0 ? { seq, atMs } : {}), ...(isTyped ? { isTyped } : {}) };
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
  // A reason that this page does not know yet: let what was said play out.
  [SessionEnded_Reason.REASON_UNSPECIFIED]: "GEMINI_ENDED",
  [SessionEnded_Reason.UNRECOGNIZED]: "GEMINI_ENDED",
};

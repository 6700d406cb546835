import type { AgendaItem, Feature, Floor, Patience, RoomNotice, Steering } from "../../contract/vocabulary.ts";
import type { Caption } from "./captions.ts";
import type { CallLimits } from "./limits.ts";

/** Why the call has no microphone. `unloadable`: a part of the page itself is missing; `broken`: the audio processing died. */
export type MicrophoneProblem = "permissionRefused" | "unanswered" | "missing" | "busy" | "unsupported" | "unloadable" | "broken";

/** Why nothing is heard from an open microphone: it is muted outside the page, held by the system, or exactly silent. */
export type Unheard = "mutedBySystem" | "paused" | "silent";

/** Why `SessionEnded` was sent. */
export type SessionEndReason = "USER_INITIATED" | "GEMINI_ENDED" | "TIMEOUT";

/** A typed answer. The same `clientId` twice is one answer. */
export type TypedAnswer = { text: string; clientId: string };

/** What the Worker wants the candidate to know. */
export type NoticeKind = RoomNotice | "NOT_WRITTEN_DOWN" | "MODE_LATER";

/** Every utterance up to `upToSeq` is stored; `atMs` by the page's monotonic clock. */
export type Saved = { upToSeq: number; atMs: number; isDelivered: boolean };

/** What the candidate does in the room, for the Worker. A host sends only what the Worker says that it takes. */
export type RoomCommand =
  | { type: "answers"; answers: TypedAnswer[] }
  | { type: "patience"; patience: Patience }
  | { type: "talk"; isPressed: boolean }
  | { type: "think"; isOn: boolean }
  | { type: "muted"; isOn: boolean }
  | { type: "steer"; what: Steering };

export type CallInput = {
  interviewId: string;
  /** Kept by the page across a reload. With it the call rejoins by itself. */
  resumeToken: string | null;
  /** The resume token is another tab's: the call takes over only once it is begun. */
  isTakeover?: boolean;
  /** Answers typed before a reload that are not known to have arrived. */
  answers?: TypedAnswer[];
  /** There was no microphone before the reload: the answers are typed. */
  isTyped?: boolean;
  /** The end was asked for before the reload and nobody has confirmed it: it is asked for again. */
  isEnded?: boolean;
  limits?: Partial<CallLimits>;
};

export type CallContext = {
  interviewId: string;
  token: string | null;
  resumeToken: string | null;
  isTakeover: boolean;
  isEnded: boolean;
  /** Something was said in this interview, on this page or before it was reloaded. */
  hasBegun: boolean;
  problem: MicrophoneProblem | null;
  unheard: Unheard | null;
  isMuted: boolean;
  /** Answers are typed, and no microphone is asked for. */
  isTyped: boolean;
  isSuspended: boolean;
  /** By the page's monotonic clock, like all times here. */
  endsAtMs: number | null;
  startedAtMs: number | null;
  /** Null if the Worker did not say that it had ended. */
  endedAtMs: number | null;
  /** What the Worker takes besides sound and the end. */
  features: Feature[];
  /** When the turn changes by itself if nothing happens until then; null if it does not. */
  untilMs: number | null;
  patience: Patience;
  /** Typed, and not yet known to have arrived. */
  answers: TypedAnswer[];
  notice: NoticeKind | null;
  agenda: AgendaItem[];
  saved: Saved | null;
  /** Ms of the interviewer's voice that were still to be played when the interview ended. */
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
  /** The answers are to be typed, without a microphone; `call.spoken` takes that back. */
  | { type: "call.typed" }
  | { type: "call.spoken" }
  | { type: "call.retried" }
  | { type: "call.ended" }
  | { type: "call.muted" }
  | { type: "call.unmuted" }
  /** The candidate has chosen another microphone. */
  | { type: "microphone.chosen" }
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
  | { type: "session.started"; resumeToken: string; endsAtMs: number; startedAtMs: number; features: Feature[] }
  | { type: "session.ended"; reason: SessionEndReason; atMs: number }
  | { type: "session.failed"; code: number; message: string }
  | { type: "caption.received"; caption: Caption }
  | { type: "session.interrupted" }
  | { type: "turn.changed"; floor: Floor; patience: Patience; untilMs: number | null }
  | { type: "think.began" }
  | { type: "think.ended" }
  | { type: "talk.pressed" }
  | { type: "talk.released" }
  | { type: "steered"; what: Steering }
  | { type: "speech.repeated" }
  | { type: "text.sent"; text: string; clientId: string }
  | { type: "text.taken"; clientId: string }
  | { type: "patience.chosen"; patience: Patience }
  | { type: "notice.received"; kind: NoticeKind }
  | { type: "notice.dismissed" }
  | { type: "agenda.received"; agenda: AgendaItem[] }
  | { type: "saved.received"; saved: Saved };

/** If answers are typed (`isTyped`), no device is asked for and the microphone gives silence. */
export type MicrophoneInput = { isMuted: boolean; isTyped: boolean };
export type MicrophoneCommand =
  | { type: "microphone.mute" }
  | { type: "microphone.unmute" }
  /** Switches to the chosen microphone. The one before is heard until that is open. */
  | { type: "microphone.switch" };
export type SpeakerCommand =
  | { type: "speaker.flush" }
  | { type: "speaker.resume" }
  | { type: "speaker.drain" }
  /** Plays the interviewer's last words again. */
  | { type: "speaker.repeat" }
  /** Ends such a repetition. */
  | { type: "speaker.hush" };
export type SocketCommand =
  | { type: "end.request" }
  /** Typed answers that are not known to have arrived. They are sent before the end. */
  | { type: "answers.left"; answers: TypedAnswer[] };

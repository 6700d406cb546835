import type { Feature } from "../../../contract/vocabulary.ts";
import type { CallSnapshot } from "../ports/use-call.ts";

/** Whose turn it is, in the room's words. */
export type RoomState = "listening" | "answering" | "held" | "due" | "speaking";
/**
 * What the stage shows: the turn, or something in its place. `opening`: the interviewer is about to say the first word. `muted`, `away`:
 * nobody hears the candidate, whatever the turn. `unheld`: the candidate is heard only once they use the talk button. `again`: the
 * interviewer's last words are replayed.
 */
export type StageState = RoomState | "opening" | "muted" | "away" | "again" | "unheld";

/** Null where the Worker does not say whose turn it is. */
export const roomStateOf = (it: CallSnapshot): RoomState | null => {
  if (it.context.features.length === 0) return null;
  if (isTalking(it)) return "answering";
  if (it.matches({ live: { turn: "interviewer" } })) return "speaking";
  if (it.matches({ live: { turn: "due" } })) return "due";
  if (it.matches({ live: { hold: "thinking" } })) return "held";
  if (it.matches({ live: { turn: "held", hold: "resumed" } })) return "held";
  // A candidate who has to hold a button to talk is answering, although the Worker calls the turn held.
  if (it.matches({ live: { turn: "held" } })) return patienceOf(it) === "HOLD_TO_TALK" ? "answering" : "held";
  return it.matches({ live: { turn: "answering" } }) ? "answering" : "listening";
};

/** What the room shows of the microphone. */
export type MicrophoneSeen = "on" | "muted" | "lost" | "typed";

export const microphoneOf = (it: CallSnapshot): MicrophoneSeen => {
  if (it.matches({ live: { microphone: "on" } })) return "on";
  if (it.matches({ live: { microphone: "typed" } })) return "typed";
  return it.matches({ live: { microphone: "muted" } }) ? "muted" : "lost";
};

/** Whose words came last, the candidate's or the interviewer's; null before the first. */
export const lastSpeakerOf = (it: CallSnapshot) => it.context.captions.at(-1)?.speaker ?? null;
/** What the interviewer said last, as far as it has been heard. */
export const questionOf = (it: CallSnapshot): string => it.context.captions.findLast(({ speaker }) => speaker === "AI")?.text ?? "";
export const featuresOf = (it: CallSnapshot): readonly Feature[] => it.context.features;
export const patienceOf = (it: CallSnapshot) => it.context.patience;
export const untilOf = (it: CallSnapshot): number | null => it.context.untilMs;
/** Time to think was asked for in the interviewer's turn. */
export const isThinkingNext = (it: CallSnapshot): boolean => it.matches({ live: { hold: "remembered" } });
export const isThinking = (it: CallSnapshot): boolean =>
  isThinkingNext(it) || it.matches({ live: { hold: "thinking" } }) || it.matches({ live: { hold: "resumed" } });
/** Whether the candidate has to hold a button while they speak. */
export const isHoldToTalk = (it: CallSnapshot): boolean =>
  patienceOf(it) === "HOLD_TO_TALK" && featuresOf(it).includes("talk") && microphoneOf(it) !== "typed";
/** Whether there is an answer of the candidate's that the interviewer has not answered yet. */
export const isAnswerOpen = (it: CallSnapshot): boolean =>
  !it.matches({ live: { turn: "open" } }) && !it.matches({ live: { turn: "interviewer" } });
export const isReconnecting = (it: CallSnapshot): boolean => it.matches({ live: { connection: "reconnecting" } });
export const isSpeakerOn = (it: CallSnapshot): boolean => it.matches({ live: { speaker: "playing" } });
export const isTalking = (it: CallSnapshot): boolean => it.matches({ live: { hold: "talking" } });

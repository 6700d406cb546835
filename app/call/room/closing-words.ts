import { counted, durationWords } from "../../../contract/amounts.ts";
import type { Caption } from "../../../machines/call/captions.ts";
import type { CallContext } from "../../../machines/call/events.ts";
import type { Settling } from "../connection/settle-end.ts";

type Ended = Pick<CallContext, "captions" | "endReason" | "startedAtMs" | "endedAtMs"> & {
  /** A spoken answer has no caption yet. */
  isOwed?: boolean;
  /** The audio of what was said last was never sent. */
  isSpeechLeft?: boolean;
  /** Something that was typed is not known to have arrived. */
  isUnsent?: boolean;
};

/** What was said between two questions is one answer. */
const answersIn = (captions: Caption[]): number =>
  captions.filter(({ speaker }, at) => speaker === "USER" && captions[at - 1]?.speaker !== "USER").length;

/** How many answers were given. A spoken one counts before its caption comes. */
export const answersGiven = (captions: Caption[], isOwed: boolean): number =>
  answersIn(captions) + (isOwed && captions.at(-1)?.speaker !== "USER" ? 1 : 0);

/** Why the report does not open yet; null where nothing is in its way. */
export const awayWords = (isOnline: boolean, settling: Settling): string | null => {
  if (!isOnline) return "You are offline: your report opens once you are back.";
  return settling === "unanswered" ? "PrepPal cannot be reached: your report opens once it can." : null;
};

/** The last words of the room: how it ended, what was done in it, and something kind. */
export const closingWords = ({
  captions,
  endReason,
  startedAtMs,
  endedAtMs,
  isOwed = false,
  isSpeechLeft = false,
  isUnsent = false,
}: Ended): { title: string; body: string } => {
  const said = captions.filter(({ speaker }) => speaker === "USER");
  const answers = answersGiven(captions, isOwed);
  const title = endReason === "TIMEOUT" ? "The time is up." : "That’s it.";
  const left = [...(isSpeechLeft ? [speechWords] : []), ...(isUnsent ? [unsentWords] : [])];
  if (answers === 0 && left.length > 0) return { title, body: left.join(" ") };
  if (answers === 0)
    return { title, body: `${endReason === "USER_INITIATED" ? "You ended" : "It ended"} before your first answer. That happens.` };
  const length = startedAtMs === null || endedAtMs === null ? [] : [durationWords(Math.max(0, endedAtMs - startedAtMs))];
  const praise =
    !isOwed && said.every(({ isTyped }) => isTyped) ? "Well done for putting it into words." : "Well done for saying it aloud.";
  const body = `${[counted(answers, "answer"), ...length].join(", ")}. ${praise}`;
  return { title, body: [body, ...left].join(" ") };
};

const speechWords = "What you said last may not have arrived.";
const unsentWords = "What you typed last did not arrive. It stays here until you go on: copy it if you want to keep it.";

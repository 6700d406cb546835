import type { Caption } from "../../machines/call/captions.ts";
import type { CallContext } from "../../machines/call/events.ts";
import { counted, durationWords } from "../ui/count-words.ts";
import type { Settling } from "./settle-end.ts";

type Ended = Pick<CallContext, "captions" | "endReason" | "startedAtMs" | "endedAtMs">;

/** What was said between two questions is one answer. */
export const answersIn = (captions: Caption[]): number =>
  captions.filter(({ speaker }, at) => speaker === "USER" && captions[at - 1]?.speaker !== "USER").length;

/** Why the report does not open yet; null where nothing is in its way. */
export const awayWords = (isOnline: boolean, settling: Settling): string | null => {
  if (!isOnline) return "You are offline: your report opens once you are back.";
  return settling === "unanswered" ? "PrepPal cannot be reached: your report opens once it can." : null;
};

/** The last words of the room: how it ended, what was done in it, and something kind. */
export const closingWords = ({ captions, endReason, startedAtMs, endedAtMs }: Ended): { title: string; body: string } => {
  const said = captions.filter(({ speaker }) => speaker === "USER");
  const title = endReason === "TIMEOUT" ? "The time is up." : "That’s it.";
  if (said.length === 0)
    return { title, body: `${endReason === "USER_INITIATED" ? "You ended" : "It ended"} before your first answer. That happens.` };
  const length = startedAtMs === null || endedAtMs === null ? [] : [durationWords(Math.max(0, endedAtMs - startedAtMs))];
  const praise = said.every(({ isTyped }) => isTyped) ? "Well done for putting it into words." : "Well done for saying it aloud.";
  return { title, body: `${[counted(answersIn(captions), "answer"), ...length].join(", ")}. ${praise}` };
};

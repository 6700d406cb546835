import type { Speech } from "../sound/speech.ts";
import type { Turn } from "./turn.ts";

type Dependencies = { now: () => number; speech: Speech; turn: Turn; close: () => void };
export type OverdueTurn = ReturnType<typeof overdueTurn>;

/** Ends the running turn (`close`) if Gemini completes it late or never. */
export const overdueTurn = ({ now, speech, turn, close }: Dependencies) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  /** Looks when the turn will be overdue, because it has begun or was generated completely. `isDue`: ends it if it is. */
  const watch = (isDue = false) => {
    stop();
    if (!turn.isInterviewers) return;
    const nowMs = now();
    const leftMs = turn.overdueAtMs(speech.audibleUntilAt(nowMs)) - nowMs;
    if (isDue && leftMs <= 0) close();
    else timer = setTimeout(() => watch(true), leftMs);
  };
  return { watch, stop };
};

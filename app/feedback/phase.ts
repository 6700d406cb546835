import type { Interview, TranscriptEntry } from "../../contract/app-api.ts";

/** How long after its end an interview's transcript may still be on its way from the Worker, in ms. */
export const deliveryMs = 120_000;

/** How long the Worker may keep the transcript and retry while the app is unreachable, in ms. */
export const heldMs = 24 * 60 * 60_000;

/**
 * Whether an interview has something to report on. `unstarted`: it has not begun. `waiting`: not yet; this changes without the reader.
 * `spoken`: it has. `silent`: nothing came, and nothing will.
 */
export type Phase = "unstarted" | "waiting" | "spoken" | "silent";

/** The phase of an interview. `isDelivered`: the Worker has delivered the transcript, which may be empty. */
export const phaseOf = (
  interview: Interview,
  transcript: TranscriptEntry[],
  { nowUnixMs, isDelivered }: { nowUnixMs: number; isDelivered: boolean },
): Phase => {
  const { status, startedAt, endedAt } = interview;
  if (status === "PENDING") return "unstarted";
  if (status === "IN_PROGRESS") return "waiting";
  if (transcript.length > 0) return "spoken";
  if (startedAt === null || endedAt === null) return "silent";
  const isHeld = status === "COMPLETED" && !isDelivered;
  return nowUnixMs - Date.parse(endedAt) < (isHeld ? heldMs : deliveryMs) ? "waiting" : "silent";
};

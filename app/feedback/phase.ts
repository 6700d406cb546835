import type { Interview, TranscriptEntry } from "../../contract/app-api.ts";

/** How long after its end an interview's transcript may still be on its way from the Worker. */
export const deliveryMs = 120_000;

/** How long the Worker's object may keep it to send again where the app was out of reach. */
export const heldMs = 24 * 60 * 60_000;

/**
 * Whether an interview has something to report on: not before it was begun (`unstarted`), not yet (`waiting`, which changes by itself), it has
 * (`spoken`), or nothing came and will come (`silent`).
 */
export type Phase = "unstarted" | "waiting" | "spoken" | "silent";

/** `isDelivered`: the Worker has handed over what was said, be it nothing. */
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

import type { Interview, TranscriptEntry } from "../../contract/app-api.ts";

/** How long after its end an interview's transcript may still be on its way from the Worker. */
export const deliveryMs = 120_000;

/** What the report can say: `waiting` will change by itself, `silent` will not. */
export type Phase = "unstarted" | "waiting" | "told" | "silent";

export const phaseOf = (interview: Interview, transcript: TranscriptEntry[], nowUnixMs: number): Phase => {
  const { status, startedAt, endedAt } = interview;
  if (status === "PENDING") return "unstarted";
  if (status === "IN_PROGRESS") return "waiting";
  if (transcript.length > 0) return "told";
  return startedAt !== null && endedAt !== null && nowUnixMs - Date.parse(endedAt) < deliveryMs ? "waiting" : "silent";
};

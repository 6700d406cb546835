import type { Interview } from "../../contract/app-api.ts";

/** From the interview's start to its end, in ms; null while either is unknown. */
export const durationMsOf = ({ startedAt, endedAt }: Pick<Interview, "startedAt" | "endedAt">): number | null =>
  startedAt === null || endedAt === null ? null : Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));

import type { Interview } from "../../contract/app-api.ts";

/** From the first sound to the end, in ms; null while one of the two is unknown. */
export const durationMsOf = ({ startedAt, endedAt }: Pick<Interview, "startedAt" | "endedAt">): number | null =>
  startedAt === null || endedAt === null ? null : Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));

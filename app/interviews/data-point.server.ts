import type { Interview } from "../../contract/app-api.ts";
import { liveCostUsd, type LiveTokens } from "../../contract/prices.ts";
import type { App } from "../server/load-context.server.ts";

/**
 * Writes one interview's figures to Workers Analytics Engine, if it is bound: status, end reason and language as blobs 1–3; minutes, entries
 * and dollars (0 if its tokens were not counted) as doubles 1–3. It holds no word of the interview and no name.
 */
export const writeInterviewPoint = (
  { env }: App,
  { status, endReason, language, startedAt, endedAt }: Interview,
  { entries, usage }: { entries: number; usage: LiveTokens | undefined },
): void => {
  const minutes = startedAt && endedAt ? Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)) / 60_000 : 0;
  const usd = usage ? liveCostUsd({ model: env.GEMINI_LIVE_MODEL, at: endedAt ?? "", tokens: usage }) : 0;
  env.ANALYTICS?.writeDataPoint({ indexes: [status], blobs: [status, endReason ?? "", language ?? ""], doubles: [minutes, entries, usd] });
};

import type { OpenMode } from "../../../machines/interview.ts";

/** How a Gemini connection ended: code and reason of its close, or the HTTP status of a refused upgrade; 1006 for none of them. */
export type GeminiClose = { code: number; reason: string };

export type CloseNews = { type: "gemini.closed" } | { type: "gemini.lost"; code: number } | { type: "gemini.refused"; code: number };

const hopeless = /models\/\S+ (is|was) not found|API[ _]key|quota|location is not supported/i;
const invalidArgument = /invalid argument|invalid JSON payload|cannot extract voices/i;
const staleHandle = /not found|invalid argument|handle/i;
const refusedStatuses = [400, 401, 403, 404];

/**
 * What a close means: its reason's text first, its code second. Before `setupComplete` an invalid argument is ours, or, on a
 * resumption, a handle that does not hold.
 */
export const classifyClose = ({ code, reason }: GeminiClose, { isReady, mode }: { isReady: boolean; mode: OpenMode }): CloseNews => {
  const isSetupWrong =
    !isReady && (mode === "resume" ? staleHandle.test(reason) || code === 1007 : invalidArgument.test(reason) || code === 1007);
  if (hopeless.test(reason) || isSetupWrong || refusedStatuses.includes(code)) return { type: "gemini.refused", code };
  return code === 1000 && isReady ? { type: "gemini.closed" } : { type: "gemini.lost", code };
};

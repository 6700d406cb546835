import type { Refusal } from "../../../contract/codes.ts";
import type { OpenMode } from "../../../machines/interview/events.ts";

/** How a Gemini connection ended: code and reason of its close, or the HTTP status of a refused upgrade; 1006 if there was neither. */
export type GeminiClose = { code: number; reason: string };

type CloseNews =
  { type: "gemini.closed" } | { type: "gemini.lost"; code: number } | { type: "gemini.refused"; code: number; failure: Refusal };

/** Troubles that an operator must fix, by Google's wording: trying again does not help. */
const hopeless = {
  quota: /quota|resource.?exhausted|concurrent/i,
  billing: /credits? (is|are) depleted|billing/i,
  denied: /denied access|permission/i,
  key: /API[ _]key/i,
  region: /location is not supported/i,
  model: /models\/\S+ (is|was) not found/i,
};
type Trouble = keyof typeof hopeless;
const troubles = Object.keys(hopeless) as Trouble[];
const unknownField = /unknown name|cannot find field|not supported|invalid value at/i;
const invalidArgument = /invalid argument|invalid JSON payload|cannot extract voices/i;
const staleHandle = /not found|invalid argument|handle/i;
const refusedStatuses = [400, 401, 403, 404];

/**
 * Classifies a close, first by the text of its reason, then by its code. Before `setupComplete` an invalid argument is our fault or, on a
 * resumption, a handle that is no longer valid.
 */
export const classifyClose = ({ code, reason }: GeminiClose, { isReady, mode }: { isReady: boolean; mode: OpenMode }): CloseNews => {
  const isSetupWrong =
    !isReady && (mode === "resume" ? staleHandle.test(reason) || code === 1007 : invalidArgument.test(reason) || code === 1007);
  const trouble = troubleOf(reason);
  if (trouble !== null || isSetupWrong || refusedStatuses.includes(code))
    return { type: "gemini.refused", code, failure: trouble === "quota" ? "geminiRefused" : "geminiMisconfigured" };
  return code === 1000 && isReady ? { type: "gemini.closed" } : { type: "gemini.lost", code };
};

/** The trouble that a close reason names, for the operator; null if it names none. */
export const troubleOf = (reason: string): Trouble | null => troubles.find((it) => hopeless[it].test(reason)) ?? null;

/** Whether a set-up was refused because of something that it asks for, so that the plain one may be taken. */
export const isSetupRefused = ({ code, reason }: GeminiClose): boolean =>
  code === 1007 && troubleOf(reason) === null && unknownField.test(reason);

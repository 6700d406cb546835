import { inTime } from "../../ui/in-time.client.ts";

const couldNotReach = "The interview could not be reached. Check your connection, then try again.";
const wasBegun = "This interview was begun before. Your dashboard says whether it still goes on.";

/** The app refused a token. The message is its reason, in words for the candidate. */
export class RefusedError extends Error {
  override name = "RefusedError";
}

/**
 * Gets a token that opens the interview's socket and is valid for 5 minutes. Throws RefusedError if the app refuses, else an Error if it
 * cannot be reached; the messages are for the candidate.
 */
export const mintToken = async (interviewId: string, signal: AbortSignal): Promise<{ token: string }> => {
  const response = await inTime(fetch(`/api/interviews/${interviewId}/token`, { method: "POST", signal })).catch(() => {
    throw new Error(couldNotReach);
  });
  const body: unknown = await inTime(response.json()).catch(() => null);
  if (response.ok && isToken(body)) return { token: body.token };
  if (!isRefusal(body)) throw new Error(couldNotReach);
  // The one reason that the app gives for programs: the interview is PENDING no more.
  throw new RefusedError(response.status === 400 ? wasBegun : body.error.message);
};

const isToken = (body: unknown): body is { token: string } =>
  typeof body === "object" && body !== null && "token" in body && typeof body.token === "string";

const isRefusal = (body: unknown): body is { error: { message: string } } =>
  typeof body === "object" &&
  body !== null &&
  "error" in body &&
  typeof body.error === "object" &&
  body.error !== null &&
  "message" in body.error &&
  typeof body.error.message === "string";

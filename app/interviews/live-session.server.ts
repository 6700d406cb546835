import type { App } from "../server/load-context.server.ts";
import { errorFacts, log } from "../server/log.server.ts";
import { listOpenInterviews } from "./use.server.ts";

/** What the Worker answers about one interview, or at another path of its own; null where it was not reached. */
export const askWorker = async (
  { env }: App,
  interviewId: string,
  method: "GET" | "DELETE" | "POST",
  rest: string,
  body?: object,
): Promise<Response | null> => {
  const worker = env.WORKER_URL.replace(/^ws/, "http").replace(/\/$/, "");
  try {
    return await fetch(`${worker}/${encodeURIComponent(interviewId)}${rest}`, {
      method,
      headers: { Authorization: `Bearer ${env.WORKER_SHARED_SECRET}`, ...(body && { "Content-Type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
  } catch (error) {
    log("worker.unreachable", { interviewId, ...errorFacts(error) });
    return null;
  }
};

/**
 * Tells the Worker that an interview is over for the app: its socket closes and its storage empties, either at once or
 * (`keepsTranscript`) when what was said has been delivered. Best done after the answer; a failure is logged, the next event of the
 * object meets the interview's end anyway.
 */
export const closeLiveSession = async (
  app: App,
  { interviewId, keepsTranscript }: { interviewId: string; keepsTranscript: boolean },
): Promise<void> => {
  const response = await askWorker(app, interviewId, "DELETE", keepsTranscript ? "?keep=transcript" : "");
  await response?.body?.cancel();
  if (response && !response.ok) log("worker.refused", { interviewId, status: response.status });
};

/**
 * Tells the Worker that whoever was signed in as the user is no longer: the sockets of their open interviews close, and tokens made
 * before `atUnixMs` open none again. A token is out for an interview that has started, or that one was minted for.
 */
export const revokeLiveSessions = async (
  app: App,
  { userId, atUnixMs = Date.now() }: { userId: string; atUnixMs?: number },
): Promise<void> => {
  for (const { id } of await listOpenInterviews(app.db, { userId })) {
    const response = await askWorker(app, id, "POST", "/revoke", { atUnixMs });
    await response?.body?.cancel();
    if (response && !response.ok) log("worker.refused", { interviewId: id, status: response.status });
  }
};

/** The same as {@link closeLiveSession} for many interviews, one after the other. */
export const forgetLiveSessions = async (app: App, interviewIds: string[]): Promise<void> => {
  for (const interviewId of interviewIds) await closeLiveSession(app, { interviewId, keepsTranscript: false });
};

/** The question plan that the Worker makes of a set-up, unread; null where it makes none. */
export const askForPlan = async (app: App, { interviewId, setup }: { interviewId: string; setup: object }): Promise<unknown> => {
  const response = await askWorker(app, interviewId, "POST", "/plan", setup);
  if (response?.status === 200) return ((await response.json().catch(() => null)) as { plan?: unknown } | null)?.plan;
  await response?.body?.cancel();
  if (response) log("worker.refused", { interviewId, status: response.status });
  return null;
};

/** The flight recorder's file, as JSON (machines/recording.ts); "none" where nothing is recorded or it was cleaned up. */
export const readRecording = async (
  app: App,
  { interviewId }: { interviewId: string },
): Promise<{ json: string } | "none" | "unavailable"> => {
  const response = await askWorker(app, interviewId, "GET", "/recording");
  if (response?.status === 200) return { json: await response.text() };
  await response?.body?.cancel();
  if (response?.status === 404) return "none";
  if (response) log("worker.refused", { interviewId, status: response.status });
  return "unavailable";
};

import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { askWorker } from "../server/worker.server.ts";
import { listOpenInterviews } from "./use.server.ts";

/** What the Worker answers about one interview, or null where it was not reached. */
const askAbout = (app: App, interviewId: string, method: "GET" | "DELETE" | "POST", rest: string, body?: object) =>
  askWorker(app, `/${encodeURIComponent(interviewId)}${rest}`, { method, ...(body && { body }), facts: { interviewId } });

/**
 * Tells the Worker that an interview is over for the app: its socket closes and its storage empties, either at once or
 * (`keepsTranscript`) when what was said has been delivered. Best done after the answer. Answers whether the Worker did so; a failure
 * is logged.
 */
export const closeLiveSession = async (
  app: App,
  { interviewId, keepsTranscript }: { interviewId: string; keepsTranscript: boolean },
): Promise<boolean> => {
  const response = await askAbout(app, interviewId, "DELETE", keepsTranscript ? "?keep=transcript" : "");
  await response?.body?.cancel();
  if (response && !response.ok) log("worker.refused", { interviewId, status: response.status });
  return response?.ok ?? false;
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
    const response = await askAbout(app, id, "POST", "/revoke", { atUnixMs });
    await response?.body?.cancel();
    if (response && !response.ok) log("worker.refused", { interviewId: id, status: response.status });
  }
};

/** Has the Worker make a report; the same job twice is one. A failure is logged: the page that waits for the report asks again. */
export const askForReport = async (app: App, { interviewId, jobId }: { interviewId: string; jobId: string }): Promise<void> => {
  const response = await askAbout(app, interviewId, "POST", "/feedback", { jobId });
  await response?.body?.cancel();
  if (response && !response.ok) log("worker.refused", { interviewId, status: response.status });
};

/** The question plan that the Worker makes of a set-up, unread; null where it makes none. */
export const askForPlan = async (app: App, { interviewId, setup }: { interviewId: string; setup: object }): Promise<unknown> => {
  const response = await askAbout(app, interviewId, "POST", "/plan", setup);
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
  const response = await askAbout(app, interviewId, "GET", "/recording");
  if (response?.status === 200) return { json: await response.text() };
  await response?.body?.cancel();
  if (response?.status === 404) return "none";
  if (response) log("worker.refused", { interviewId, status: response.status });
  return "unavailable";
};

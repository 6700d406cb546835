import type { App } from "../load-context.server.ts";
import { errorFacts, log } from "../log.server.ts";

/**
 * Tells the Worker that an interview is over for the app: its socket closes and its storage empties, either at once or
 * (`keepsTranscript`) when what was said has been delivered. Best done after the answer; a failure is logged, the next event of the
 * object meets the interview's end anyway.
 */
export const closeLiveSession = async (
  { env }: App,
  { interviewId, keepsTranscript }: { interviewId: string; keepsTranscript: boolean },
): Promise<void> => {
  const worker = env.WORKER_URL.replace(/^ws/, "http").replace(/\/$/, "");
  try {
    const response = await fetch(`${worker}/${encodeURIComponent(interviewId)}${keepsTranscript ? "?keep=transcript" : ""}`, {
      method: "DELETE",
      headers: { Authorization: `Bearer ${env.WORKER_SHARED_SECRET}` },
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    if (!response.ok) log("worker.refused", { interviewId, status: response.status });
  } catch (error) {
    log("worker.unreachable", { interviewId, ...errorFacts(error) });
  }
};

/** The same for many interviews, one after the other. */
export const forgetLiveSessions = async (app: App, interviewIds: string[]): Promise<void> => {
  for (const interviewId of interviewIds) await closeLiveSession(app, { interviewId, keepsTranscript: false });
};

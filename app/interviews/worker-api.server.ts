import * as z from "zod";
import { type QuestionPlan, questionPlan } from "../../contract/question-plan.ts";
import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { askWorker } from "../server/worker.server.ts";

type Asked = { method: "GET" | "DELETE" | "POST"; rest: string; body?: object };

/** The Worker's routes for one interview (its side: worker/entry/app-door.ts). What it answers, or null where it was not reached. */
const askAbout = (app: App, interviewId: string, { rest, ...asked }: Asked) =>
  askWorker(app, `/${encodeURIComponent(interviewId)}${rest}`, { ...asked, facts: { interviewId } });

/** Whether the Worker did what it is told; a refusal is logged. */
const tell = async (app: App, interviewId: string, asked: Asked): Promise<boolean> => {
  const response = await askAbout(app, interviewId, asked);
  await response?.body?.cancel();
  if (response && !response.ok) log("worker.refused", { interviewId, status: response.status });
  return response?.ok ?? false;
};

/**
 * Tells the Worker that an interview is over for the app: its socket closes and its storage empties, either at once or
 * (`keepsTranscript`) when what was said has been delivered. Best done after the answer. Answers whether the Worker did so; a failure
 * is logged.
 */
export const endAtWorker = (
  app: App,
  { interviewId, keepsTranscript }: { interviewId: string; keepsTranscript: boolean },
): Promise<boolean> => tell(app, interviewId, { method: "DELETE", rest: keepsTranscript ? "?keep=transcript" : "" });

/** Has the Worker close the interview's socket and refuse tokens made before `atUnixMs`. Answers whether it did; a failure is logged. */
export const revokeAtWorker = (app: App, { interviewId, atUnixMs }: { interviewId: string; atUnixMs: number }): Promise<boolean> =>
  tell(app, interviewId, { method: "POST", rest: "/revoke", body: { atUnixMs } });

/** Has the Worker make a report; the same job twice is one. Where it did not, the page that waits for the report asks again. */
export const askForReport = (app: App, { interviewId, jobId }: { interviewId: string; jobId: string }): Promise<boolean> =>
  tell(app, interviewId, { method: "POST", rest: "/feedback", body: { jobId } });

const planned = z.object({ plan: questionPlan });

/** The question plan that the Worker makes of a set-up; null where it makes none, or none that can be understood: that is logged. */
export const askForPlan = async (
  app: App,
  { interviewId, setup }: { interviewId: string; setup: object },
): Promise<QuestionPlan | null> => {
  const response = await askAbout(app, interviewId, { method: "POST", rest: "/plan", body: setup });
  if (response?.status === 200) {
    const { data } = planned.safeParse(await response.json().catch(() => null));
    if (!data) log("plan.unreadable", { interviewId });
    return data?.plan ?? null;
  }
  await response?.body?.cancel();
  if (response) log("worker.refused", { interviewId, status: response.status });
  return null;
};

/** The flight recorder's file, as JSON (machines/recording/recording.ts); "none" where nothing is recorded or it was cleaned up. */
export const readRecording = async (
  app: App,
  { interviewId }: { interviewId: string },
): Promise<{ json: string } | "none" | "unavailable"> => {
  const response = await askAbout(app, interviewId, { method: "GET", rest: "/recording" });
  if (response?.status === 200) return { json: await response.text() };
  await response?.body?.cancel();
  if (response?.status === 404) return "none";
  if (response) log("worker.refused", { interviewId, status: response.status });
  return "unavailable";
};

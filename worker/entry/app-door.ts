import * as z from "zod/mini";
import { reportJob } from "../../contract/report.ts";
import { knownSetup } from "../../contract/setup.ts";
import { makePlan } from "../plan/ask-plan.ts";
import { refusalOf } from "./bearer.ts";
import { readJson } from "./body.ts";
import type { Settings } from "./env.ts";

const longestBody = 1_024;
/** Most bytes of a set-up that is sent for a plan: far more than the longest valid one has. */
const longestSetup = 400_000;
const revocation = z.object({ atUnixMs: z.int().check(z.nonnegative()) });

/**
 * The app's requests about one interview, with the HTTP method of each. `end` is sent to the interview's own path, the others to a segment
 * after it.
 */
const methods = { end: "DELETE", revoke: "POST", recording: "GET", feedback: "POST", plan: "POST" } as const;
type AppRoute = keyof typeof methods;

/** Whether `part`, the path segment after an interview's id, is one of the app's requests. */
export const isPart = (part: string): part is Exclude<AppRoute, "end"> => part !== "end" && Object.hasOwn(methods, part);

type Asked = { interviewId: string; settings: Settings };

/**
 * The Durable Object of an interview. It is created where GEMINI_LOCATION_HINT says, if that is set, because Google refuses some regions.
 */
export const objectOf = (env: Env, { interviewId, settings: { GEMINI_LOCATION_HINT: locationHint } }: Asked) =>
  env.INTERVIEW_SESSION.get(env.INTERVIEW_SESSION.idFromName(interviewId), locationHint && { locationHint });

/** The Durable Object that makes the interview's report, created in the same place. */
const jobOf = (env: Env, { interviewId, settings: { GEMINI_LOCATION_HINT: locationHint } }: Asked) =>
  env.FEEDBACK_JOB.get(env.FEEDBACK_JOB.idFromName(interviewId), locationHint && { locationHint });

/** Answers a request of the app, which alone knows the shared secret: 401 without it, 405 for another method. */
export const answerApp = async (request: Request, env: Env, route: AppRoute, { interviewId, settings }: Asked): Promise<Response> => {
  const refusal = await refusalOf(request, methods[route], settings);
  if (refusal) return refusal;
  if (route === "plan") return planFor(request, { interviewId, settings });
  const object = objectOf(env, { interviewId, settings });
  switch (route) {
    case "end":
      if (new URL(request.url).searchParams.get("keep") === "transcript") await object.endByApp();
      else await Promise.all([object.erase(), jobOf(env, { interviewId, settings }).erase()]);
      return new Response(null, { status: 204 });
    case "revoke":
      return revoke(request, object);
    case "recording":
      return recordingOf(object);
    case "feedback":
      return makeReport(request, jobOf(env, { interviewId, settings }));
    default:
      return route satisfies never;
  }
};

type InterviewObject = ReturnType<typeof objectOf>;

/** Ends the owner's access: tokens signed before `atUnixMs` no longer open the interview, and its live socket closes. */
const revoke = async (request: Request, object: InterviewObject): Promise<Response> => {
  const { data } = revocation.safeParse(await readJson(request, longestBody));
  if (!data) return new Response(null, { status: 400 });
  await object.revoke(data.atUnixMs);
  return new Response(null, { status: 204 });
};

const makeReport = async (request: Request, job: ReturnType<typeof jobOf>): Promise<Response> => {
  const { data } = reportJob.safeParse(await readJson(request, longestBody));
  if (!data) return new Response(null, { status: 400 });
  await job.ask(data.jobId);
  return new Response(null, { status: 202 });
};

/** The flight recorder's file of one interview (machines/recording/recording.ts). */
const recordingOf = async (object: InterviewObject): Promise<Response> => {
  const recording = await object.recording();
  if (recording === null) return new Response(null, { status: 404 });
  return new Response(recording, { headers: { "Content-Type": "application/json", "Cache-Control": "no-store" } });
};

/** Makes the question plan of a set-up. Wakes no object, because the set-up need not belong to an interview yet. */
const planFor = async (request: Request, { interviewId, settings }: Asked): Promise<Response> => {
  const { data: setup } = knownSetup.safeParse(await readJson(request, longestSetup));
  if (!setup) return new Response(null, { status: 400 });
  const { GEMINI_API_KEY: apiKey, GEMINI_BASE_URL: baseUrl, GEMINI_TEXT_MODEL: model } = settings;
  return Response.json({ plan: await makePlan({ interviewId, setup, apiKey, baseUrl, model }) });
};

import { closeCode } from "../contract/codes.ts";
import { isBearer } from "./entry/bearer.ts";
import { echoSocket } from "./entry/check.ts";
import { readSettings, type Settings, SettingsError } from "./entry/env.ts";
import { refuseSocket } from "./session/client/refusal.ts";
import { log } from "./log.ts";
import { verifyToken } from "./entry/token.ts";

export { InterviewSession } from "./session/interview-session.ts";

const interviewPath = /^\/([A-Za-z0-9_-]{1,128})(\/recording)?$/;

export default {
  async fetch(request, env): Promise<Response> {
    const settings = settingsOf(env);
    if (!settings) return new Response(null, { status: 500 });
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/health") return Response.json({ status: "ok" });
    if (pathname === "/check") return check(request, settings);
    const [, interviewId, part] = interviewPath.exec(pathname) ?? [];
    if (!interviewId) return new Response(null, { status: 404 });
    if (part) return readRecording(request, env, { interviewId, settings });
    if (request.method === "DELETE")
      return end(request, env, { interviewId, settings, keepsTranscript: searchParams.get("keep") === "transcript" });
    if (!isUpgrade(request)) return upgradeRequired();
    return join(request, env, { interviewId, settings, token: searchParams.get("token") });
  },
} satisfies ExportedHandler<Env>;

/** Fails closed: without its secrets the Worker serves nothing, and says which is missing. */
const settingsOf = (env: Env): Settings | null => {
  try {
    return readSettings(env);
  } catch (cause) {
    if (!(cause instanceof SettingsError)) throw cause;
    console.error(cause.message);
    return null;
  }
};

const isUpgrade = (request: Request) => request.headers.get("Upgrade")?.toLowerCase() === "websocket";
const upgradeRequired = () => new Response(null, { status: 426, headers: { Upgrade: "websocket" } });

const isForeign = (request: Request, settings: Settings) => {
  const origin = request.headers.get("Origin");
  return origin !== null && origin !== settings.APP_ORIGIN;
};

const check = (request: Request, settings: Settings): Response => {
  if (!isUpgrade(request)) return upgradeRequired();
  return isForeign(request, settings) ? refuseSocket(closeCode.tokenRefused, "Only the app's own pages may check") : echoSocket();
};

type Join = { interviewId: string; settings: Settings; token: string | null };

const join = async (request: Request, env: Env, { interviewId, settings, token }: Join): Promise<Response> => {
  const origin = request.headers.get("Origin");
  const claims =
    origin === null || origin === settings.APP_ORIGIN ? await verifyToken(token, { interviewId, secret: settings.JWT_SECRET }) : null;
  if (!claims) {
    log("token.refused", { interviewId, isForeign: origin !== null && origin !== settings.APP_ORIGIN });
    return refuseSocket(closeCode.tokenRefused, "The token does not open this interview", { withError: true });
  }
  const headers = new Headers(request.headers);
  headers.set("x-user-id", claims.userId);
  return objectOf(env, interviewId).fetch(new Request(request, { headers }));
};

type End = { interviewId: string; settings: Settings; keepsTranscript: boolean };

const end = async (request: Request, env: Env, { interviewId, settings, keepsTranscript }: End): Promise<Response> => {
  if (!(await isBearer(request.headers.get("Authorization"), settings.WORKER_SHARED_SECRET))) return new Response(null, { status: 401 });
  const object = objectOf(env, interviewId);
  await (keepsTranscript ? object.endByApp() : object.erase());
  return new Response(null, { status: 204 });
};

/** The flight recorder's file of one interview (machines/recording.ts). */
const readRecording = async (
  request: Request,
  env: Env,
  { interviewId, settings }: { interviewId: string; settings: Settings },
): Promise<Response> => {
  if (request.method !== "GET") return new Response(null, { status: 405, headers: { Allow: "GET" } });
  if (!(await isBearer(request.headers.get("Authorization"), settings.WORKER_SHARED_SECRET))) return new Response(null, { status: 401 });
  const recording = await objectOf(env, interviewId).recording();
  if (recording === null) return new Response(null, { status: 404 });
  return new Response(recording, { headers: { "Content-Type": "application/json", "Cache-Control": "no-store" } });
};

const objectOf = (env: Env, interviewId: string) => env.INTERVIEW_SESSION.get(env.INTERVIEW_SESSION.idFromName(interviewId));

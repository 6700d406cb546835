import { closeCode } from "../contract/codes.ts";
import { answerApp, isPart, objectOf } from "./entry/app-door.ts";
import { echoSocket } from "./entry/check.ts";
import { jwtSecrets, readSettings, type Settings, SettingsError } from "./entry/env.ts";
import { health } from "./entry/health.ts";
import { sendMail } from "./entry/mail.ts";
import { maintain } from "./entry/maintenance.ts";
import { verifyToken } from "./entry/token.ts";
import { log } from "./log.ts";
import { answerVoice } from "./voice/voice-door.ts";
import { refuseSocket, tokenRefusal } from "./session/client/refusal.ts";

export { FeedbackJob } from "./feedback/feedback-job.ts";
export { InterviewSession } from "./session/interview-session.ts";

const interviewPath = /^\/([A-Za-z0-9_-]{1,128})(?:\/([a-z]+))?$/;
const voicePath = /^\/voice\/([A-Za-z]{1,40})$/;

export default {
  async fetch(request, env): Promise<Response> {
    const response = await answer(request, env);
    if (response.webSocket) return response;
    response.headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
  },

  /** The cron trigger of wrangler.toml. */
  async scheduled(_, env): Promise<void> {
    const settings = settingsOf(env);
    if (settings) await maintain(settings);
  },
} satisfies ExportedHandler<Env>;

const answer = async (request: Request, env: Env): Promise<Response> => {
  const settings = settingsOf(env);
  if (!settings) return new Response(null, { status: 500 });
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/health") return health(request, settings);
  if (pathname === "/check") return check(request, settings);
  if (pathname === "/mail") return sendMail(request, env, settings);
  const [, voice] = voicePath.exec(pathname) ?? [];
  if (voice) return answerVoice(request, voice, settings);
  const [, interviewId, part] = interviewPath.exec(pathname) ?? [];
  if (!interviewId) return new Response(null, { status: 404 });
  if (part) return isPart(part) ? answerApp(request, env, part, { interviewId, settings }) : new Response(null, { status: 404 });
  if (request.method === "DELETE") return answerApp(request, env, "end", { interviewId, settings });
  if (!isUpgrade(request)) return upgradeRequired();
  return join(request, env, { interviewId, settings, token: searchParams.get("token") });
};

/** Fails closed: with a setting missing or invalid the Worker answers every request with 500 and logs what is wrong. */
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
  const isFromElsewhere = isForeign(request, settings);
  const admission = isFromElsewhere ? null : await verifyToken(token, { interviewId, secrets: jwtSecrets(settings) });
  if (!admission) {
    log("token.refused", { interviewId, isForeign: isFromElsewhere });
    return refuseSocket(closeCode.tokenRefused, tokenRefusal, { withError: true });
  }
  const headers = new Headers(request.headers);
  headers.set("x-user-id", admission.userId);
  headers.set("x-issued-at", String(admission.issuedAtUnixMs));
  return objectOf(env, { interviewId, settings }).fetch(new Request(request, { headers }));
};

import { describe, log } from "../log.ts";
import { isFromApp } from "./bearer.ts";
import type { Settings } from "./env.ts";

const google = "https://generativelanguage.googleapis.com";
const answerMs = 5_000;

/**
 * `GET /health`: 200 `{status}` for anybody. With `?deep` and the shared secret: `{status, gemini}`, and 503 if Gemini refuses our key or
 * model or cannot be reached.
 */
export const health = async (request: Request, settings: Settings): Promise<Response> => {
  if (request.method !== "GET" && request.method !== "HEAD") return new Response(null, { status: 405, headers: { Allow: "GET, HEAD" } });
  if (!new URL(request.url).searchParams.has("deep")) return Response.json({ status: "ok" });
  if (!(await isFromApp(request, settings))) return new Response(null, { status: 401 });
  const gemini = await askGemini(settings);
  const isOk = gemini === "ok";
  return Response.json({ status: isOk ? "ok" : "failing", gemini }, { status: isOk ? 200 : 503 });
};

/** Asks Gemini for the model's description, which costs nothing: "ok", the HTTP status of a refusal, or "unreachable". */
const askGemini = async ({ GEMINI_BASE_URL, GEMINI_API_KEY, GEMINI_LIVE_MODEL }: Settings): Promise<string> => {
  try {
    const response = await fetch(`${GEMINI_BASE_URL ?? google}/v1beta/models/${encodeURIComponent(GEMINI_LIVE_MODEL)}`, {
      headers: { "x-goog-api-key": GEMINI_API_KEY },
      signal: AbortSignal.timeout(answerMs),
    });
    await response.body?.cancel();
    return response.ok ? "ok" : String(response.status);
  } catch (cause) {
    log("health.unreachable", { cause: describe(cause) });
    return "unreachable";
  }
};

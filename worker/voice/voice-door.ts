import { voices } from "../../contract/vocabulary.ts";
import { refusalOf } from "../entry/bearer.ts";
import type { Settings } from "../entry/env.ts";
import { describe, log } from "../log.ts";
import { voiceSample } from "./sample.ts";

const keptSeconds = 30 * 24 * 60 * 60;

/**
 * `GET /voice/<name>`, for the app only: a sample of the voice as WAV, spoken once and then kept in Cloudflare's cache for 30 days. 404 for
 * a voice that is not offered, 503 if Gemini could not speak it.
 */
export const answerVoice = async (request: Request, name: string, settings: Settings): Promise<Response> => {
  const refusal = await refusalOf(request, "GET", settings);
  if (refusal) return refusal;
  const voice = voices.find((it) => it === name);
  if (!voice) return new Response(null, { status: 404 });
  const { GEMINI_API_KEY: apiKey, GEMINI_BASE_URL: baseUrl, GEMINI_LIVE_MODEL: model } = settings;
  const key = new Request(`https://voices.invalid/${encodeURIComponent(model)}/${voice}`);
  const kept = await caches.default.match(key);
  if (kept) return new Response(kept.body, kept);
  const sample = await voiceSample({ voice, apiKey, baseUrl, model }).catch((cause: unknown) => {
    log("voice.silent", { voice, cause: describe(cause) });
    return null;
  });
  if (!sample) return new Response(null, { status: 503 });
  const headers = { "Content-Type": "audio/wav", "Cache-Control": `public, max-age=${keptSeconds}` };
  await caches.default.put(key, new Response(sample, { headers }));
  return new Response(sample, { headers });
};

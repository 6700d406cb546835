import { env } from "cloudflare:workers";
import { z } from "zod";

/** The bindings of the Worker under test, and where its surroundings are controlled. */
export const places = z
  .object({
    JWT_SECRET: z.string(),
    WORKER_SHARED_SECRET: z.string(),
    SESSION_SECRET: z.string(),
    GEMINI_API_KEY: z.string(),
    APP_ORIGIN: z.string(),
    APP_URL: z.string(),
    RIG_URL: z.string(),
    SIMULATOR_CONTROL_URL: z.string(),
  })
  .parse(env);

/** A request whose answer is JSON, or null where it has no body. Throws on any status but 2xx. */
export const call = async (method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<unknown> => {
  const init = { method, headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...headers } };
  const response = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text.slice(0, 500)}`);
  return text === "" ? null : JSON.parse(text);
};

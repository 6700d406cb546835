import { inject } from "vitest";
import { secrets } from "../../harness/secrets.ts";

const at = (port: number) => `http://127.0.0.1:${port}`;

/** The bindings of the Worker under test, and the addresses at which its surroundings are controlled. */
export const places = {
  ...secrets,
  GEMINI_API_KEY: inject("geminiKey"),
  APP_ORIGIN: "http://localhost:3000",
  APP_URL: at(inject("appProxyPort")),
  RIG_URL: at(inject("rigPort")),
  SIMULATOR_URL: at(inject("simulatorPort")),
};

/** Sends a request and parses the answer as JSON; null if it has no body. Throws for any status but 2xx. */
export const call = async (method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<unknown> => {
  const init = { method, headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...headers } };
  const response = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text.slice(0, 500)}`);
  return text === "" ? null : JSON.parse(text);
};

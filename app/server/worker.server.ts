import type { App } from "./load-context.server.ts";
import { errorFacts, log } from "./log.server.ts";

type Asked = { method?: "GET" | "DELETE" | "POST"; body?: object; facts?: Record<string, string> };

/** The Worker's answer at a path. Null if it was not reached within 10 s, which is logged with the facts. */
export const askWorker = async (
  { env }: Pick<App, "env">,
  path: string,
  { method = "GET", body, facts }: Asked = {},
): Promise<Response | null> => {
  const worker = env.WORKER_URL.replace(/^ws/, "http").replace(/\/$/, "");
  try {
    return await fetch(worker + path, {
      method,
      headers: { Authorization: `Bearer ${env.WORKER_SHARED_SECRET}`, ...(body && { "Content-Type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
  } catch (error) {
    log("worker.unreachable", { ...facts, ...errorFacts(error) });
    return null;
  }
};

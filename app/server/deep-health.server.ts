import { sql } from "kysely";
import * as z from "zod";
import type { App } from "./load-context.server.ts";
import { errorFacts, log } from "./log.server.ts";
import { askWorker } from "./worker.server.ts";

/** Each is "ok", or a word that says why not. */
export type DeepHealth = { status: "ok" | "failing"; database: string; worker: string; gemini: string };

const workerHealth = z.object({ gemini: z.string() });

/** Checks the parts that an interview needs: the database, the Worker, and Gemini as the Worker sees it. */
export const deepHealth = async (app: App): Promise<DeepHealth> => {
  const [database, { worker, gemini }] = await Promise.all([askDatabase(app), askBehind(app)]);
  const isOk = [database, worker, gemini].every((it) => it === "ok");
  return { status: isOk ? "ok" : "failing", database, worker, gemini };
};

const askDatabase = async ({ db }: App): Promise<string> => {
  try {
    await sql`select id from user limit 1`.execute(db.query);
    return "ok";
  } catch (error) {
    log("health.database", errorFacts(error));
    return "failing";
  }
};

const askBehind = async (app: App): Promise<{ worker: string; gemini: string }> => {
  const response = await askWorker(app, "/health?deep");
  if (!response) return { worker: "unreachable", gemini: "unknown" };
  const answer = workerHealth.safeParse(await response.json().catch(() => null));
  return answer.success ? { worker: "ok", gemini: answer.data.gemini } : { worker: String(response.status), gemini: "unknown" };
};

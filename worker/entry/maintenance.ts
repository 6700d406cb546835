import * as z from "zod/mini";
import { describe, log } from "../log.ts";
import type { Settings } from "./env.ts";

const mostBatches = 60;
const batchMs = 60_000;
const answer = z.object({ isDone: z.boolean() });

/**
 * Has the app do the work that is due, batch by batch, until it answers that nothing is left. A batch that fails ends the run, and the next
 * run goes on from there. Never rejects.
 */
export const maintain = async ({ APP_URL, WORKER_SHARED_SECRET }: Settings): Promise<void> => {
  for (let batch = 0; batch < mostBatches; batch += 1) {
    try {
      const response = await fetch(`${APP_URL}/api/maintenance`, {
        method: "POST",
        headers: { Authorization: `Bearer ${WORKER_SHARED_SECRET}` },
        signal: AbortSignal.timeout(batchMs),
      });
      if (!response.ok) return log("maintenance.refused", { status: response.status });
      if (answer.parse(await response.json()).isDone) return;
    } catch (cause) {
      return log("maintenance.failed", { cause: describe(cause) });
    }
  }
};

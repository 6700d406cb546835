import { sql } from "kysely";
import type { App } from "../server/load-context.server.ts";
import { minuteMs } from "../server/time.server.ts";
import { endAtWorker } from "./worker-api.server.ts";

/** A Worker that does not answer is asked again until nothing is left, each time after twice as long, up to some eleven days. */
const mostDoublings = 14;
const atOnce = 20;

/**
 * Has the Worker empty what it holds of interviews that were deleted here. A trigger notes each of them in the transaction that deletes it
 * (migrations/0005_accounts.sql), and the note is removed once the Worker has done so. Answers how many notes it took.
 */
export const eraseDue = async (app: App, { nowUnixMs = Date.now() }: { nowUnixMs?: number } = {}): Promise<number> => {
  const { query } = app.db;
  const due = await query
    .updateTable("erasure")
    .set({ tries: sql<number>`tries + 1`, due_unix_ms: sql<number>`${nowUnixMs} + (${minuteMs} << min(tries, ${mostDoublings}))` })
    .where(
      "interview_id",
      "in",
      query.selectFrom("erasure").select("interview_id").where("due_unix_ms", "<=", nowUnixMs).orderBy("due_unix_ms").limit(atOnce),
    )
    .returning("interview_id as interviewId")
    .execute();
  const erase = async ({ interviewId }: { interviewId: string }) => {
    const isErased = await endAtWorker(app, { interviewId, keepsTranscript: false });
    if (isErased) await query.deleteFrom("erasure").where("interview_id", "=", interviewId).execute();
  };
  await Promise.all(due.map(erase));
  return due.length;
};

/** Takes batches until nothing is due, at most as many as work after an answer has time for; maintenance does the rest. */
export const eraseAllDue = async (app: App): Promise<void> => {
  for (let round = 0; round < 10 && (await eraseDue(app)) > 0; round += 1);
};

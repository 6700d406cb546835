import type { Correction } from "../../contract/report.ts";
import { countRequest } from "../limits/limits.server.ts";
import type { App } from "../server/load-context.server.ts";
import { findInterview } from "./interviews.server.ts";

/** A correction is not a rewrite: it may have twice the original's characters and this many more. */
const roomCharacters = 200;

export type Corrected =
  { outcome: "corrected" } | { outcome: "missing" } | { outcome: "notTheirs" } | { outcome: "tooLong"; longest: number };

/** Stores what the owner says they really said in one of their entries. The entry and earlier corrections are kept. Throws LimitedError. */
export const correctEntry = async (
  request: Request,
  app: App,
  { userId, id, timestamp, text }: { userId: string; id: string } & Correction,
): Promise<Corrected> => {
  await countRequest(request, app, { limit: "correction", account: userId });
  const { db } = app;
  if (!(await findInterview(db, { id, userId }))) return { outcome: "missing" };
  const entry = await db.query
    .selectFrom("transcript_entry")
    .select(["speaker", "content"])
    .where("interview_id", "=", id)
    .where("timestamp", "=", timestamp)
    .executeTakeFirst();
  if (!entry) return { outcome: "missing" };
  if (entry.speaker !== "USER") return { outcome: "notTheirs" };
  const longest = 2 * entry.content.length + roomCharacters;
  if (text !== null && text.length > longest) return { outcome: "tooLong", longest };
  await db.query
    .insertInto("transcript_correction")
    .values({ interview_id: id, timestamp, created_at: new Date().toISOString(), text })
    .onConflict((conflict) => conflict.columns(["interview_id", "timestamp", "created_at"]).doUpdateSet({ text }))
    .execute();
  return { outcome: "corrected" };
};

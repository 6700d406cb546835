import type { App } from "../server/load-context.server.ts";
import { dayMs } from "../server/time.server.ts";
import { revokeAtWorker } from "./worker-api.server.ts";

const atOnce = 20;
/** Longer than a token opens anything. */
const untilExpiredMs = dayMs;

/**
 * Has the Worker end what was opened while somebody was signed in as the user: the sockets of their open interviews close, and tokens made
 * before now open none again. Concerned are interviews that have begun, and those for which a token was minted. What the Worker does not
 * confirm stays noted with the interview, and is told again by maintenance.
 */
export const revokeTokens = async (app: App, { userId }: { userId: string }): Promise<void> => {
  await app.db.query
    .updateTable("interview")
    .set({ untold_revocation_unix_ms: Date.now() })
    .where("user_id", "=", userId)
    .where((row) =>
      row.or([row("status", "=", "IN_PROGRESS"), row.and([row("status", "=", "PENDING"), row("token_minted_at", "is not", null)])]),
    )
    .execute();
  for (let round = 0; round < 10 && (await tellRevocations(app, { userId })) > 0; round += 1);
};

/**
 * Tells the Worker a batch of what it has not confirmed, of one user or of all, live interviews first. Answers how many it confirmed;
 * a repetition does no harm.
 */
export const tellRevocations = async (
  app: App,
  { userId, nowUnixMs = Date.now() }: { userId?: string; nowUnixMs?: number },
): Promise<number> => {
  const untold = app.db.query
    .selectFrom("interview")
    .select(["id", "untold_revocation_unix_ms as atUnixMs"])
    .where("untold_revocation_unix_ms", ">", nowUnixMs - untilExpiredMs)
    .where("status", "in", ["IN_PROGRESS", "PENDING"])
    .orderBy("status")
    .limit(atOnce);
  const due = await (userId === undefined ? untold : untold.where("user_id", "=", userId)).execute();
  const told = await Promise.all(
    due.map(async ({ id, atUnixMs }) => {
      const isTold = await revokeAtWorker(app, { interviewId: id, atUnixMs: atUnixMs ?? 0 });
      const known = app.db.query.updateTable("interview").set({ untold_revocation_unix_ms: null }).where("id", "=", id);
      if (isTold) await known.where("untold_revocation_unix_ms", "=", atUnixMs).execute();
      return isTold;
    }),
  );
  return told.filter(Boolean).length;
};

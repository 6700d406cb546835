import { forgetOldSignIns } from "../auth/sign-ins.server.ts";
import { eraseDue } from "../interviews/erasures.server.ts";
import { keepToRetention } from "../interviews/retention.server.ts";
import { tellRevocations } from "../interviews/revocations.server.ts";
import { forgetOldBuckets } from "../limits/rate-limits.server.ts";
import { forgetOldLinks } from "../mail/links.server.ts";
import { deliverMail } from "../mail/mail.server.ts";
import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { iso } from "../server/time.server.ts";

type Maintained = { interviews: number; erasures: number; revocations: number; letters: number };

/**
 * One batch of what has to be done without anybody asking: deletes interviews past their retention, has the Worker empty what it holds of
 * deleted ones and end what sign-outs revoked, sends waiting letters and removes expired rows. What it does not get to stays due, so it may
 * stop anywhere.
 */
export const maintain = async (app: App, { nowUnixMs = Date.now() }: { nowUnixMs?: number } = {}): Promise<Maintained> => {
  const interviews = await keepToRetention(app.db, { nowUnixMs });
  const erasures = await eraseDue(app, { nowUnixMs });
  const revocations = await tellRevocations(app, { nowUnixMs });
  const letters = await deliverMail(app, { nowUnixMs });
  await forgetOldSignIns(app.db, { nowUnixMs });
  await forgetOldLinks(app.db, { nowUnixMs });
  await app.db.query.deleteFrom("challenge").where("expires_at", "<=", iso(nowUnixMs)).execute();
  await forgetOldBuckets(app.db, { nowUnixMs });
  log("maintenance.done", { interviews, erasures, revocations, letters });
  return { interviews, erasures, revocations, letters };
};

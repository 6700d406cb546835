import type { App } from "../server/load-context.server.ts";
import { hourMs } from "../server/time.server.ts";
import { forgetOldBuckets } from "./rate-limits.server.ts";

const everyMs = hourMs;
let purgedAtUnixMs = 0;

/** Forgets the buckets that were left alone for a day: after the first counted request of an instance, then hourly. */
export const purgeOldBuckets = (app: App): void => {
  const nowUnixMs = Date.now();
  if (nowUnixMs < purgedAtUnixMs + everyMs) return;
  purgedAtUnixMs = nowUnixMs;
  app.afterAnswer(forgetOldBuckets(app.db, { nowUnixMs }));
};

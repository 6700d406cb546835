import { forgetOldBuckets, type RateLimit, returnToken, scaled, takeToken } from "./rate-limits.server.ts";
import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { sha256 } from "../server/secret.server.ts";

/** Each limit counts by account and by address. Sign-ins that succeed are not counted. */
const limits = {
  signIn: { account: { capacity: 10, perHour: 40 }, address: { capacity: 100, perHour: 400 } },
  signUp: { account: { capacity: 10, perHour: 20 }, address: { capacity: 120, perHour: 240 } },
  token: { account: { capacity: 60, perHour: 600 }, address: { capacity: 600, perHour: 6_000 } },
  interview: { account: { capacity: 120, perHour: 240 }, address: { capacity: 600, perHour: 2_400 } },
} as const satisfies Record<string, { account: RateLimit; address: RateLimit }>;
export type LimitName = keyof typeof limits;

/** An IPv6 client has a whole /64 to choose from, so that is what counts as one address. */
export const addressOf = (request: Request): string => {
  const address = request.headers.get("CF-Connecting-IP") ?? "local";
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  const groups = [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after];
  return groups.slice(0, 4).join(":").toLowerCase();
};

const bucketsOf = (request: Request, { env }: App, name: LimitName, account: string) => [
  { key: `${name}:address:${addressOf(request)}`, limit: scaled(limits[name].address, env.RATE_LIMIT_SCALE) },
  { key: `${name}:account:${sha256(account)}`, limit: scaled(limits[name].account, env.RATE_LIMIT_SCALE) },
];

/** Counts a request. Answers null, or after how many seconds to try again. */
export const overLimit = async (request: Request, app: App, name: LimitName, account: string): Promise<number | null> => {
  for (const bucket of bucketsOf(request, app, name, account)) {
    const seconds = await takeToken(app.db, bucket);
    if (seconds === null) continue;
    log("limit.reached", { limit: name, by: bucket.key.split(":")[1] ?? "" });
    app.afterAnswer(forgetOldBuckets(app.db));
    return seconds;
  }
  return null;
};

/** As {@link overLimit}, for JSON routes: throws the 429. */
export const countRequest = async (request: Request, app: App, name: LimitName, account: string): Promise<void> => {
  const seconds = await overLimit(request, app, name, account);
  if (seconds !== null) throw refusal("TOO_MANY_REQUESTS", undefined, { "Retry-After": String(seconds) });
};

/** Takes back what {@link overLimit} counted. */
export const uncountRequest = async (request: Request, app: App, name: LimitName, account: string): Promise<void> => {
  for (const bucket of bucketsOf(request, app, name, account)) await returnToken(app.db, bucket);
};

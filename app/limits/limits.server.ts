import { addressOf } from "../server/address.server.ts";
import { LimitedError } from "../server/limited.server.ts";
import type { App } from "../server/load-context.server.ts";
import { keyedHash } from "../server/secret.server.ts";
import { logSecurity } from "../server/security-log.server.ts";
import { type RateLimit, returnToken, scaled, takeToken } from "./rate-limits.server.ts";
import { purgeOldBuckets } from "./purge.server.ts";

/** What a bucket counts: an account from any network address, a network address for any account, or an account from one address. */
type By = "account" | "address" | "accountFromAddress";

/**
 * Guesses at a password are counted tightly for one account from one address and loosely for the account, so that a stranger cannot
 * lock its owner out; a device that has signed in before has a bucket of its own. Sign-ins that succeed are not counted.
 * `request` is every request of who is signed in, whatever it asks.
 */
const limits = {
  signIn: {
    accountFromAddress: { capacity: 10, perHour: 40 },
    address: { capacity: 20, perHour: 400 },
    account: { capacity: 100, perHour: 100 },
  },
  /** Beyond these, for a browser that shows a proof of work, so that an owner gets in while strangers are guessing. */
  signInWithProof: {
    accountFromAddress: { capacity: 5, perHour: 20 },
    address: { capacity: 10, perHour: 40 },
    account: { capacity: 50, perHour: 50 },
  },
  /** Tasks for browsers; each is a row until it expires. */
  proof: { address: { capacity: 30, perHour: 120 } },
  signUpWithProof: { account: { capacity: 5, perHour: 10 }, address: { capacity: 20, perHour: 40 } },
  signInOnKnownDevice: { account: { capacity: 10, perHour: 40 } },
  confirmation: { account: { capacity: 10, perHour: 40 } },
  /** Letters requested by strangers, and by signed-in people. */
  forgot: { account: { capacity: 3, perHour: 6 }, address: { capacity: 20, perHour: 60 } },
  letter: { account: { capacity: 5, perHour: 10 } },
  /** Letters that the recipient did not ask for: to an address that somebody wants to use, and notices, each kind by itself. */
  newAddress: { account: { capacity: 3, perHour: 6 } },
  notice: { account: { capacity: 5, perHour: 5 } },
  /** Links of letters, opened or used. */
  link: { address: { capacity: 30, perHour: 120 } },
  policyReport: { address: { capacity: 20, perHour: 60 } },
  passkey: { address: { capacity: 40, perHour: 400 } },
  export: { account: { capacity: 3, perHour: 6 } },
  signUp: { account: { capacity: 10, perHour: 20 }, address: { capacity: 120, perHour: 240 } },
  token: { account: { capacity: 60, perHour: 600 }, address: { capacity: 600, perHour: 6_000 } },
  interview: { account: { capacity: 120, perHour: 60 }, address: { capacity: 600, perHour: 2_400 } },
  report: { account: { capacity: 20, perHour: 20 / 24 } },
  // Its account is the interview.
  reportOfInterview: { account: { capacity: 3, perHour: 3 / 24 } },
  /** Each is kept beside those before it. */
  correction: { account: { capacity: 60, perHour: 120 } },
  share: { account: { capacity: 20, perHour: 40 } },
  shared: { address: { capacity: 60, perHour: 600 } },
  plan: { account: { capacity: 30, perHour: 60 } },
  voice: { account: { capacity: 24, perHour: 60 } },
  request: { account: { capacity: 300, perHour: 3_000 } },
} as const satisfies Record<string, Partial<Record<By, RateLimit>>>;

/** A limit and the account that it counts; the address is the request's. */
export type Counted = { limit: keyof typeof limits; account: string };

/** Keys are keyed hashes: a copy of the table names neither a person nor an address. */
const keyOf = ({ env }: App, limit: Counted["limit"], by: By, counted: string) =>
  `${limit}:${by}:${keyedHash(env.SESSION_SECRET, counted)}`;

/** The buckets of a request, the address's first, so that accounts that a stranger makes up get no more rows than the address has tries. */
const bucketsOf = (request: Request, app: App, { limit, account }: Counted) => {
  const address = addressOf(request);
  const counted: Record<By, string> = { address, accountFromAddress: `${account} ${address}`, account };
  const buckets: Partial<Record<By, RateLimit>> = limits[limit];
  return (Object.keys(counted) as By[]).flatMap((by) => {
    const bucket = buckets[by];
    return bucket ? [{ by, key: keyOf(app, limit, by, counted[by]), limit: scaled(bucket, app.env.RATE_LIMIT_SCALE) }] : [];
  });
};

/** Counts a request. Throws {@link LimitedError}. */
export const countRequest = async (request: Request, app: App, counted: Counted): Promise<void> => {
  purgeOldBuckets(app);
  for (const { by, ...bucket } of bucketsOf(request, app, counted)) {
    const seconds = await takeToken(app.db, bucket);
    if (seconds === null) continue;
    logSecurity(request, app, "limit.reached", counted.account, { limit: counted.limit, by });
    throw new LimitedError(seconds);
  }
};

/** Counts a notice to its recipient, each kind by itself, so that many of one kind do not hold back another. Answers whether it is one too many. */
export const isNoticeTooMany = async (app: App, { kind, recipient }: { kind: string; recipient: string }): Promise<boolean> => {
  const limit = scaled(limits.notice.account, app.env.RATE_LIMIT_SCALE);
  return (await takeToken(app.db, { key: keyOf(app, "notice", "account", `${kind} ${recipient}`), limit })) !== null;
};

/** Takes back what {@link countRequest} counted. */
export const uncountRequest = async (request: Request, app: App, counted: Counted): Promise<void> => {
  for (const { key, limit } of bucketsOf(request, app, counted)) await returnToken(app.db, { key, limit });
};

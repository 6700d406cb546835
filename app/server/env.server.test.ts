import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { MisconfiguredError, parseEnv } from "./env.server.ts";

const parse = (bindings: Record<string, unknown>) => parseEnv({ ...env, ...bindings });

it.each(["", " "])("uses defaults for optional variables, also when set to %j", (nothing) => {
  const { WORKER_URL, APP_ORIGIN, RATE_LIMIT_SCALE } = parse({ WORKER_URL: nothing, APP_ORIGIN: nothing, RATE_LIMIT_SCALE: nothing });
  expect([WORKER_URL, APP_ORIGIN, RATE_LIMIT_SCALE]).toEqual(["ws://localhost:8787", undefined, 1]);
  const { DAILY_MINUTES, DAILY_BUDGET_USD } = parse({ DAILY_MINUTES: nothing, DAILY_BUDGET_USD: nothing });
  expect([DAILY_MINUTES, DAILY_BUDGET_USD]).toEqual([120, undefined]);
});

it("normalises an address to its origin and parses a scale as a number", () => {
  const { APP_ORIGIN, RATE_LIMIT_SCALE } = parse({ APP_ORIGIN: "https://preppal.example/", RATE_LIMIT_SCALE: "2.5" });
  expect([APP_ORIGIN, RATE_LIMIT_SCALE]).toEqual(["https://preppal.example", 2.5]);
});

it.each([
  ["DB", undefined],
  ["JWT_SECRET", "x".repeat(31)],
  ["WORKER_URL", "worker.example"],
  ["APP_ORIGIN", "ftp://preppal.example"],
  ["RATE_LIMIT_SCALE", "0"],
  ["RATE_LIMIT_SCALE", "much"],
  ["RATE_LIMIT_SCALE", "1e308"],
  ["MAX_SESSION_SECONDS", "1e13"],
  ["MAX_LIVE_INTERVIEWS", "1.5"],
  ["MAX_LIVE_INTERVIEWS", "-1"],
])("names %s when it is %s", (name, value) => {
  const refused = () => parse({ [name]: value });
  expect(refused).toThrow(MisconfiguredError);
  expect(refused).toThrow(new RegExp(`: ${name}$`));
});

const good = "0123456789abcdef0123456789abcdef";

it("accepts a secret of 32 characters, and names all that are missing", () => {
  expect(parse({ SESSION_SECRET: good }).SESSION_SECRET).toBe(good);
  expect(() => parseEnv({})).toThrow(/: DB, JWT_SECRET, WORKER_SHARED_SECRET, SESSION_SECRET$/);
});

it("names an easily guessed or repeated secret, and shows neither", () => {
  expect(() => parse({ SESSION_SECRET: "a".repeat(64) })).toThrow(/: SESSION_SECRET$/);
  expect(() => parse({ SESSION_SECRET: "012345678".repeat(4) })).toThrow(/: SESSION_SECRET$/);
  expect(() => parse({ JWT_SECRET: good, SESSION_SECRET: good })).toThrow(/^(?!.*0123).*: JWT_SECRET, SESSION_SECRET$/);
  expect(() => parse({ JWT_SECRET: good, SESSION_SECRET_PREVIOUS: good })).toThrow(/: JWT_SECRET, SESSION_SECRET_PREVIOUS$/);
  expect(parse({ SESSION_SECRET: good, SESSION_SECRET_PREVIOUS: good }).SESSION_SECRET_PREVIOUS).toBe(good);
  expect(() => parse({ WORKER_SHARED_SECRET_PREVIOUS: "short" })).toThrow(/: WORKER_SHARED_SECRET_PREVIOUS$/);
});

it("uses the contract's limits by default, and treats 0 as unlimited", () => {
  const { DAILY_MINUTES, MAX_LIVE_INTERVIEWS, DAILY_MINUTES_OF_ALL, SECURITY_CONTACT } = parse({});
  expect([DAILY_MINUTES, MAX_LIVE_INTERVIEWS, DAILY_MINUTES_OF_ALL, SECURITY_CONTACT]).toEqual([120, 2, 0, undefined]);
  expect([parse({ DAILY_MINUTES: "0" }).DAILY_MINUTES, parse({ MAX_LIVE_INTERVIEWS: "0" }).MAX_LIVE_INTERVIEWS]).toEqual([0, 0]);
  expect(() => parse({ DAILY_MINUTES: "-1" })).toThrow(/: DAILY_MINUTES$/);
});

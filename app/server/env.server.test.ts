import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { MisconfiguredError, parseEnv } from "./env.server.ts";

const parse = (bindings: Record<string, unknown>) => parseEnv({ ...env, ...bindings });

it("fills in what may be left out, also where it is set to nothing", () => {
  const { WORKER_URL, APP_ORIGIN, RATE_LIMIT_SCALE } = parse({ WORKER_URL: "", APP_ORIGIN: "", RATE_LIMIT_SCALE: "" });
  expect([WORKER_URL, APP_ORIGIN, RATE_LIMIT_SCALE]).toEqual(["ws://localhost:8787", undefined, 1]);
});

it("reads an address as an origin and a scale as a number", () => {
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
])("names %s where it is %s", (name, value) => {
  const refused = () => parse({ [name]: value });
  expect(refused).toThrow(MisconfiguredError);
  expect(refused).toThrow(new RegExp(`: ${name}$`));
});

it("takes a secret of 32 characters, and names all that are missing", () => {
  expect(parse({ SESSION_SECRET: "x".repeat(32) }).SESSION_SECRET).toHaveLength(32);
  expect(() => parseEnv({})).toThrow(/: DB, JWT_SECRET, WORKER_SHARED_SECRET, SESSION_SECRET$/);
});

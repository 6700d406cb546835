import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { graceSeconds, sessionSeconds } from "../../contract/limits.ts";
import { isBearer } from "./bearer.ts";
import { testEnv } from "../testing/test-env.ts";
import { jwtSecrets, readSettings, sharedSecrets } from "./env.ts";

const before = "the secret of last month, 32 characters long";

it("refuses a secret of too few distinct characters, and one secret shared by both doors, by name and never by value (S15)", () => {
  const aaa = "a".repeat(32);
  expect(() => readSettings({ ...env, JWT_SECRET: aaa })).toThrow(/: JWT_SECRET has fewer than 10 different characters$/);
  expect(() => readSettings({ ...env, JWT_SECRET_PREVIOUS: aaa })).toThrow(/JWT_SECRET_PREVIOUS has fewer than 10/);
  expect(() => readSettings({ ...env, WORKER_SHARED_SECRET: testEnv.JWT_SECRET })).toThrow(/WORKER_SHARED_SECRET equals JWT_SECRET$/);
  const both = { JWT_SECRET_PREVIOUS: before, WORKER_SHARED_SECRET_PREVIOUS: before };
  expect(() => readSettings({ ...env, ...both })).toThrow(/WORKER_SHARED_SECRET equals JWT_SECRET$/);
});

it("accepts two secrets per door during a rotation, newest first, and either as a bearer (S15)", async () => {
  const settings = readSettings({ ...env, JWT_SECRET_PREVIOUS: "", WORKER_SHARED_SECRET_PREVIOUS: before });
  expect([jwtSecrets(settings), sharedSecrets(settings)]).toEqual([[testEnv.JWT_SECRET], [testEnv.WORKER_SHARED_SECRET, before]]);
  const bearers = [testEnv.WORKER_SHARED_SECRET, before, testEnv.JWT_SECRET, ""].map((it) => `Bearer ${it}`);
  const taken = await Promise.all([...bearers, null, "x".repeat(100_000)].map((it) => isBearer(it, sharedSecrets(settings))));
  expect(taken).toEqual([true, true, false, false, false, false]);
});

it.each([
  ["APP_ORIGIN", "app.example", "is not an address that begins with http:// or https://"],
  ["APP_URL", "ftp://app.example", "is not an address that begins with http:// or https://"],
  ["APP_URL", undefined, "is missing"],
  ["JWT_SECRET", undefined, "is missing"],
  ["GEMINI_LOCATION_HINT", "mars", "is none of wnam, enam, sam, weur, eeur, apac, oc, afr, me"],
  ["MAX_SESSION_SECONDS", "half an hour", "is not a number of seconds above 0, 1000000000 at most"],
  ["MAX_SESSION_SECONDS", "-1", "is not a number of seconds above 0, 1000000000 at most"],
])("says of %s=%s that it %s", (name, value, why) => {
  expect(() => readSettings({ ...env, [name]: value })).toThrow(new RegExp(`^The Worker does not start: ${name} ${why}$`));
});

it("trims white space from a key and an address, and logs once which ones it trimmed", () => {
  const lines: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const padded = { ...env, GEMINI_API_KEY: "\tAIza-key\r\n", APP_ORIGIN: "https://app.example " };
  const settings = readSettings(padded);
  readSettings(padded);
  spy.mockRestore();
  expect([settings.GEMINI_API_KEY, settings.APP_ORIGIN]).toEqual(["AIza-key", "https://app.example"]);
  const named = ["APP_ORIGIN", "GEMINI_API_KEY"].map((name) => JSON.stringify({ event: "settings.trimmed", name }));
  expect(lines.toSorted()).toEqual(named);
  expect(() => readSettings({ ...env, GEMINI_API_KEY: " \n" })).toThrow(/GEMINI_API_KEY is empty/);
});

it("treats an empty duration as unset, and refuses one of zero, and one whose end no alarm could be set to", () => {
  const names = ["MAX_SESSION_SECONDS", "RECONNECT_GRACE_SECONDS"] as const;
  for (const nothing of ["", " ", undefined]) {
    const settings = readSettings({ ...env, ...Object.fromEntries(names.map((name) => [name, nothing])) });
    expect(names.map((name) => settings[name])).toEqual([sessionSeconds, graceSeconds]);
  }
  for (const name of names)
    for (const beyond of ["0", "1e13"]) expect(() => readSettings({ ...env, [name]: beyond })).toThrow(new RegExp(`: ${name} `));
});

it("treats empty optional settings as unset", () => {
  const all = [
    "GEMINI_BASE_URL",
    "GEMINI_TURN_TAKING",
    "GEMINI_LOCATION_HINT",
    "MAIL_FROM",
    "GEMINI_LIVE_MODEL",
    "GEMINI_TEXT_MODEL",
  ] as const;
  const read = (nothing: string | undefined) => {
    const settings = readSettings({ ...env, ...Object.fromEntries(all.map((name) => [name, nothing])) });
    return all.map((name) => settings[name]);
  };
  expect([read(""), read(" ")]).toEqual([read(undefined), read(undefined)]);
});

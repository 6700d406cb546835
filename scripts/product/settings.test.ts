import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readSettings, variables } from "./settings.ts";

const home = process.cwd();
beforeEach(() => process.chdir(mkdtempSync(join(tmpdir(), "preppal-settings-"))));
afterEach(() => {
  const folder = process.cwd();
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

it("generates the three secrets once and keeps them", () => {
  const first = readSettings({});
  const file = readFileSync(".dev.vars", "utf8");
  expect(file.match(/^[A-Z_]+=[0-9a-f]{64}$/gm)).toHaveLength(3);
  expect(readSettings({}).appVars["JWT_SECRET"]).toBe(first.appVars["JWT_SECRET"]);
  expect(readFileSync(".dev.vars", "utf8")).toBe(file);
});

it("reads no variable that .env.example and .dev.vars.example do not show", () => {
  const shown = [".env.example", ".dev.vars.example"].map((file) => readFileSync(join(home, file), "utf8")).join("\n");
  const read = Object.keys(variables.shape).toSorted();
  expect(read.filter((name) => !new RegExp(`^(# )?${name}=`, "m").test(shown))).toEqual([]);
});

it("prefers the environment to .dev.vars", () => {
  writeFileSync(".dev.vars", `JWT_SECRET=${"a0123456789bcdef".repeat(2)}\nGEMINI_API_KEY=from-the-file\n`);
  const JWT_SECRET = "b0123456789acdef".repeat(2);
  const settings = readSettings({ JWT_SECRET });
  expect(settings.workerVars).toMatchObject({ JWT_SECRET, GEMINI_API_KEY: "from-the-file" });
  expect(settings.usesSimulator).toBe(false);
});

it("names a secret that is too short and says how to make one", () => {
  expect(() => readSettings({ SESSION_SECRET: "short" })).toThrow(
    "SESSION_SECRET: must have at least 32 characters: `openssl rand -hex 32` makes one",
  );
});

it("names a secret that is easy to guess", () => {
  expect(() => readSettings({ SESSION_SECRET: "a".repeat(64) })).toThrow(/^SESSION_SECRET: must have at least 10 different characters/);
});

it("tells the Worker where Google accepts calls from", () => {
  const { appVars, workerVars } = readSettings({ GEMINI_LOCATION_HINT: "weur" });
  expect([workerVars["GEMINI_LOCATION_HINT"], appVars["GEMINI_LOCATION_HINT"]]).toEqual(["weur", undefined]);
});

it("passes on empty what is not set, so that a deployment's own value in wrangler.toml does not count on this machine", () => {
  const { appVars, workerVars } = readSettings({ DAILY_BUDGET_USD: "0" });
  expect(appVars).toMatchObject({ MAIL_FROM: "", ADMIN_EMAILS: "", DAILY_BUDGET_USD: "0" });
  expect(workerVars).toMatchObject({ MAIL_FROM: "", GEMINI_TURN_TAKING: "" });
});

it("gives each half the previous secrets it may still meet, and the app its limits", () => {
  const [jwt, shared, session] = ["x", "y", "z"].map((it) => `${it}0123456789abcdef`.repeat(2));
  const previous = { JWT_SECRET_PREVIOUS: jwt, WORKER_SHARED_SECRET_PREVIOUS: shared, SESSION_SECRET_PREVIOUS: session };
  const { appVars, workerVars } = readSettings({ ...previous, DAILY_MINUTES: "30", MAX_LIVE_INTERVIEWS: "0" });
  expect(appVars).toMatchObject({
    WORKER_SHARED_SECRET_PREVIOUS: shared,
    SESSION_SECRET_PREVIOUS: session,
    DAILY_MINUTES: "30",
    MAX_LIVE_INTERVIEWS: "0",
    DAILY_MINUTES_OF_ALL: "0",
  });
  expect(workerVars).toMatchObject({ JWT_SECRET_PREVIOUS: jwt, WORKER_SHARED_SECRET_PREVIOUS: shared });
  expect([appVars["JWT_SECRET_PREVIOUS"], workerVars["SESSION_SECRET_PREVIOUS"]]).toEqual([undefined, undefined]);
});

it("names a variable that is not a number", () => {
  expect(() => readSettings({ APP_PORT: "web" })).toThrow(/^APP_PORT: /);
});

it.each([
  ["GEMINI_TURN_TAKING", "sometimes", "must be one of manual, gated, automatic"],
  ["GEMINI_LOCATION_HINT", "moon", "must be one of wnam, enam, sam, weur, eeur, apac, oc, afr, me"],
  ["APP_ORIGIN", "ftp://preppal.example", "must be an http:// or https:// address"],
  ["APP_URL", "preppal.example", "must be an http:// or https:// address"],
  ["MAX_LIVE_INTERVIEWS", "1.5", "must be a whole number"],
  ["APP_PORT", "3000.5", "must be a whole number"],
  ["APP_PORT", "web", "must be a whole number from 1 to 65535"],
  ["APP_PORT", "70000", "must be a whole number from 1 to 65535"],
  ["MAX_SESSION_SECONDS", "an hour", "must be a number"],
  ["RECONNECT_GRACE_SECONDS", "0", "must be more than 0"],
  ["MAX_SESSION_SECONDS", "1e13", "must be at most 1000000000"],
  ["RATE_LIMIT_SCALE", "1e308", "must be at most 1000000000"],
  ["SECURITY_CONTACT", "security@preppal.example", "must be a mailto:, https:// or tel: address"],
  ["DAILY_BUDGET_USD", "-1", "must be 0 or more"],
  ["PASSWORD_BREACH_CHECK", "yes", "must be one of on, off"],
  ["WORKER_PORT", "3000", "is the same port as APP_PORT"],
  ["GEMINI_SIMULATOR_PORT", "8787", "is the same port as WORKER_PORT"],
])("names %s set to %j before anything starts, as a half would otherwise answer nothing without a reason", (name, value, message) => {
  expect(() => readSettings({ [name]: value })).toThrow(`${name}: ${message}`);
});

it("treats an empty variable as unset", () => {
  expect(readSettings({ GEMINI_API_KEY: "", GEMINI_BASE_URL: "" }).usesSimulator).toBe(true);
});

it("talks to another Gemini when both key and address are set", () => {
  const { workerVars, usesSimulator } = readSettings({ GEMINI_API_KEY: "key", GEMINI_BASE_URL: "http://127.0.0.1:9" });
  expect([usesSimulator, workerVars["GEMINI_BASE_URL"]]).toEqual([false, "http://127.0.0.1:9"]);
});

it("makes .dev.vars readable by its owner only, whoever created it", () => {
  writeFileSync(".dev.vars", "GEMINI_LIVE_MODEL=m\n", { mode: 0o644 });
  readSettings({});
  expect((statSync(".dev.vars").mode & 0o777).toString(8)).toBe("600");
});

it("fills in the secrets left empty in .dev.vars, as in its example", () => {
  writeFileSync(".dev.vars", "# Kept\nJWT_SECRET=\nWORKER_SHARED_SECRET=\nSESSION_SECRET=\n");
  const { appVars } = readSettings({ JWT_SECRET: "" });
  expect(appVars["JWT_SECRET"]).toMatch(/^[0-9a-f]{64}$/);
  expect(readFileSync(".dev.vars", "utf8")).toMatch(/^# Kept\n(?:[A-Z_]+=[0-9a-f]{64}\n){3}$/);
});

it("uses .dev.vars when the environment's variable is empty", () => {
  writeFileSync(".dev.vars", "GEMINI_API_KEY=from-the-file\n");
  expect(readSettings({ GEMINI_API_KEY: "" }).workerVars["GEMINI_API_KEY"]).toBe("from-the-file");
});

it("reads .dev.vars as editors write it: with a byte order mark, carriage returns and quotes", () => {
  const secret = "a0123456789bcdef".repeat(2);
  writeFileSync(".dev.vars", `\uFEFFGEMINI_API_KEY="from-the-file"\r\nJWT_SECRET='${secret}'\r\n`);
  const { workerVars } = readSettings({});
  expect([workerVars["GEMINI_API_KEY"], workerVars["JWT_SECRET"]]).toEqual(["from-the-file", secret]);
});

it("fills in an empty secret after such a mark, once", () => {
  writeFileSync(".dev.vars", "\uFEFFJWT_SECRET=\r\nGEMINI_API_KEY=from-the-file\r\n");
  const { workerVars } = readSettings({});
  expect(readFileSync(".dev.vars", "utf8").match(/JWT_SECRET=.*/g)).toEqual([`JWT_SECRET=${workerVars["JWT_SECRET"]}`]);
});

it("leaves a .dev.vars that is not UTF-8 alone, and says what it should be", () => {
  const text = "GEMINI_API_KEY=from-the-file\r\n";
  for (const bytes of [Buffer.from(`\uFEFF${text}`, "utf16le"), Buffer.from(text, "utf16le"), Buffer.from([0x41, 0x3d, 0xe4])]) {
    writeFileSync(".dev.vars", bytes);
    expect(() => readSettings({})).toThrow(/^\.dev\.vars: is not text in UTF-8: save it as that, or move it away and a new one is made$/);
    expect(readFileSync(".dev.vars").equals(bytes)).toBe(true);
  }
});

it("names a .dev.vars that is a folder, as containers create for a missing mounted file", () => {
  mkdirSync(".dev.vars");
  expect(() => readSettings({})).toThrow(/^\.dev\.vars: is a folder: move it away and a file is made$/);
});

it("trims blanks around a value, wherever they are", () => {
  writeFileSync(".dev.vars", 'GEMINI_API_KEY=" from-the-file "\nAPP_PORT=" "\n');
  const { workerVars, appPort } = readSettings({ GEMINI_API_KEY: " ", GEMINI_LIVE_MODEL: "a-model\n" });
  expect([workerVars["GEMINI_API_KEY"], workerVars["GEMINI_LIVE_MODEL"], appPort]).toEqual(["from-the-file", "a-model", 3000]);
});

it("names a secret that repeats another one", () => {
  const secret = "a0123456789bcdef".repeat(2);
  expect(() => readSettings({ JWT_SECRET: secret, SESSION_SECRET: secret })).toThrow(/^SESSION_SECRET: is the same as JWT_SECRET: /);
  const previous = { WORKER_SHARED_SECRET: secret, JWT_SECRET_PREVIOUS: secret };
  expect(() => readSettings(previous)).toThrow(/^JWT_SECRET_PREVIOUS: is the same as WORKER_SHARED_SECRET: /);
});

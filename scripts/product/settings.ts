import { isUtf8 } from "node:buffer";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import * as z from "zod";
import { dailyMinutes, graceSeconds, largestSetting, sessionSeconds } from "../../contract/limits.ts";
import { locationHints, turnTakings } from "../../contract/vocabulary.ts";

const webAddress = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" });
const oneOf = <const Words extends readonly string[]>(words: Words) => z.enum(words, { error: `must be one of ${words.join(", ")}` });
const atMost = `must be at most ${largestSetting}`;
const number = z.coerce.number("must be a number").max(largestSetting, atMost);
const whole = z.coerce.number("must be a whole number").int("must be a whole number").max(largestSetting, atMost);
const portWords = "must be a whole number from 1 to 65535";
const port = (fallback: number) => z.coerce.number(portWords).int(portWords).min(1, portWords).max(65_535, portWords).default(fallback);
const positive = number.positive("must be more than 0");
const nonnegative = number.nonnegative("must be 0 or more");
const secret = z
  .string()
  .min(32, "must have at least 32 characters: `openssl rand -hex 32` makes one")
  .refine((text) => new Set(text).size >= 10, "must have at least 10 different characters: `openssl rand -hex 32` makes one");

const secretNames = ["JWT_SECRET", "WORKER_SHARED_SECRET", "SESSION_SECRET"] as const;
const previousNames = ["JWT_SECRET_PREVIOUS", "WORKER_SHARED_SECRET_PREVIOUS", "SESSION_SECRET_PREVIOUS"] as const;

/** What the product reads from the environment and `.dev.vars`. */
export const variables = z.object({
  APP_PORT: port(3000),
  WORKER_PORT: port(8787),
  GEMINI_SIMULATOR_PORT: port(8790),
  INSPECTOR_PORT: port(8791),
  STATE_DIR: z.string().min(1).default(".wrangler/state"),
  GEMINI_API_KEY: z.string().min(1).optional(),
  GEMINI_BASE_URL: webAddress.optional(),
  GEMINI_LIVE_MODEL: z.string().min(1).optional(),
  GEMINI_TEXT_MODEL: z.string().min(1).optional(),
  GEMINI_TURN_TAKING: oneOf(turnTakings).optional(),
  GEMINI_LOCATION_HINT: oneOf(locationHints).optional(),
  APP_URL: webAddress.optional(),
  APP_ORIGIN: webAddress.optional(),
  WORKER_URL: z.url({ protocol: /^wss?$/, error: "must be a ws:// or wss:// address" }).optional(),
  MAX_SESSION_SECONDS: positive.default(sessionSeconds),
  RECONNECT_GRACE_SECONDS: positive.default(graceSeconds),
  RATE_LIMIT_SCALE: positive.default(1),
  DAILY_MINUTES: nonnegative.default(dailyMinutes),
  MAX_LIVE_INTERVIEWS: whole.nonnegative("must be 0 or more").default(2),
  DAILY_MINUTES_OF_ALL: nonnegative.default(0),
  SECURITY_CONTACT: z.url({ protocol: /^(mailto|https|tel)$/, error: "must be a mailto:, https:// or tel: address" }).optional(),
  MAIL_FROM: z.string().min(1).optional(),
  ADMIN_EMAILS: z.string().min(1).optional(),
  DAILY_BUDGET_USD: nonnegative.optional(),
  PASSWORD_BREACH_CHECK: oneOf(["on", "off"]).optional(),
  JWT_SECRET: secret,
  WORKER_SHARED_SECRET: secret,
  SESSION_SECRET: secret,
  JWT_SECRET_PREVIOUS: secret.optional(),
  WORKER_SHARED_SECRET_PREVIOUS: secret.optional(),
  SESSION_SECRET_PREVIOUS: secret.optional(),
});

const kindOf = (name: string): string => name.replace(/_PREVIOUS$/, "");

const portNames = ["APP_PORT", "WORKER_PORT", "GEMINI_SIMULATOR_PORT"] as const;

/** Two different secrets must differ, or one would open what only the other should. A secret may equal its own predecessor. */
const checkedVariables = variables.superRefine((them, context) => {
  for (const [at, name] of portNames.entries()) {
    const other = portNames.slice(0, at).find((it) => them[it] === them[name]);
    if (other !== undefined) context.addIssue({ code: "custom", path: [name], message: `is the same port as ${other}` });
  }
  const names = [...secretNames, ...previousNames].filter((name) => them[name] !== undefined);
  for (const [at, name] of names.entries()) {
    const other = names.slice(0, at).find((it) => them[it] === them[name] && kindOf(it) !== kindOf(name));
    const message = `is the same as ${other}: \`openssl rand -hex 32\` makes another`;
    if (other !== undefined) context.addIssue({ code: "custom", path: [name], message });
  }
});

/** What a person can fix: printed as one line, without a stack. */
export class SetupError extends Error {
  override name = "SetupError";
}

/** The key of a command that asks the real Gemini. Throws SetupError without one. */
export const requireKey = (what: string, command: string): string => {
  const { GEMINI_API_KEY: key } = process.env;
  if (key) return key;
  throw new SetupError(
    `${what} asks the real Gemini, so it needs a key: make one at https://aistudio.google.com/apikey, then GEMINI_API_KEY=<your key> npm run ${command}`,
  );
};

/** How the product runs on this machine. `appVars` and `workerVars` are the bindings of the two halves. */
export type Settings = {
  appPort: number;
  workerPort: number;
  simulatorPort: number;
  inspectorPort: number;
  stateDir: string;
  usesSimulator: boolean;
  appOrigin: string;
  workerUrl: string;
  appVars: Record<string, string>;
  workerVars: Record<string, string>;
};

const devVars = ".dev.vars";

/** Values without surrounding blanks. An empty variable counts as unset. */
const setIn = (variables: NodeJS.Dict<string>): NodeJS.Dict<string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => {
      const trimmed = value?.trim();
      return trimmed ? [[name, trimmed]] : [];
    }),
  );

/** A file's text without a byte order mark, "" where there is no file. Throws SetupError for what is not text, since secrets are appended to it. */
const textOf = (file: string): string => {
  if (!existsSync(file)) return "";
  if (statSync(file).isDirectory()) throw new SetupError(`${file}: is a folder: move it away and a file is made`);
  const bytes = readFileSync(file);
  if (!isUtf8(bytes) || bytes.includes(0))
    throw new SetupError(`${file}: is not text in UTF-8: save it as that, or move it away and a new one is made`);
  return new TextDecoder().decode(bytes);
};

/** Reads `.dev.vars`, after adding the secrets (32 random bytes each) that neither it nor the environment has. Only its owner may read it. */
const readDevVars = (environment: NodeJS.Dict<string>): NodeJS.Dict<string> => {
  const text = textOf(devVars);
  const found = setIn(parseEnv(text));
  if (existsSync(devVars)) chmodSync(devVars, 0o600);
  const missing = secretNames.filter((name) => found[name] === undefined && environment[name] === undefined);
  if (missing.length === 0) return found;
  const made = Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString("hex")]));
  const lines = Object.entries(made).map(([name, value]) => `${name}=${value}\n`);
  const kept = missing.reduce((rest, name) => rest.replace(new RegExp(`^${name}=[ \\t]*(?:\\r?\\n|$)`, "m"), ""), text);
  writeFileSync(devVars, (kept === "" || kept.endsWith("\n") ? kept : `${kept}\n`) + lines.join(""), { mode: 0o600 });
  return { ...found, ...made };
};

/** The variables that each half gets as they were set; addresses, which depend on each other, are added by `readSettings`. */
const ofBoth = ["JWT_SECRET", "WORKER_SHARED_SECRET", "WORKER_SHARED_SECRET_PREVIOUS", "MAIL_FROM", "MAX_SESSION_SECONDS"] as const;
const ofApp = [
  ...ofBoth,
  "SESSION_SECRET",
  "SESSION_SECRET_PREVIOUS",
  "RATE_LIMIT_SCALE",
  "DAILY_MINUTES",
  "MAX_LIVE_INTERVIEWS",
  "DAILY_MINUTES_OF_ALL",
  "SECURITY_CONTACT",
  "ADMIN_EMAILS",
  "GEMINI_LIVE_MODEL",
  "DAILY_BUDGET_USD",
  "PASSWORD_BREACH_CHECK",
] as const;
export const ofWorker = [
  ...ofBoth,
  "JWT_SECRET_PREVIOUS",
  "GEMINI_BASE_URL",
  "GEMINI_LIVE_MODEL",
  "GEMINI_TEXT_MODEL",
  "GEMINI_TURN_TAKING",
  "GEMINI_LOCATION_HINT",
  "RECONNECT_GRACE_SECONDS",
] as const;

type Variables = z.output<typeof variables>;

/** The named variables as bindings. One that is not set is empty, or a deployment's own value in wrangler.toml would count on this machine. */
const bindings = (env: Variables, names: readonly (keyof Variables)[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, String(env[name] ?? "")]));

/** Reads what `.env.example` lists; the environment wins over `.dev.vars`. Throws SetupError naming each variable that is wrong. */
export const readSettings = (environment: NodeJS.ProcessEnv = process.env): Settings => {
  const set = setIn(environment);
  const parsed = checkedVariables.safeParse({ ...readDevVars(set), ...set });
  if (!parsed.success) throw new SetupError(parsed.error.issues.map((it) => `${it.path.join(".")}: ${it.message}`).join("\n"));
  const env = parsed.data;
  const usesSimulator = env.GEMINI_API_KEY === undefined;
  const appOrigin = env.APP_ORIGIN ?? `http://localhost:${env.APP_PORT}`;
  const workerUrl = env.WORKER_URL ?? `ws://localhost:${env.WORKER_PORT}`;
  const simulator = {
    GEMINI_API_KEY: "the-simulator-takes-any-key",
    GEMINI_BASE_URL: `http://127.0.0.1:${env.GEMINI_SIMULATOR_PORT}`,
  };
  return {
    appPort: env.APP_PORT,
    workerPort: env.WORKER_PORT,
    simulatorPort: env.GEMINI_SIMULATOR_PORT,
    inspectorPort: env.INSPECTOR_PORT,
    stateDir: resolve(env.STATE_DIR),
    usesSimulator,
    appOrigin,
    workerUrl,
    appVars: { ...bindings(env, ofApp), APP_ORIGIN: appOrigin, WORKER_URL: workerUrl },
    workerVars: {
      ...bindings(env, ofWorker),
      APP_ORIGIN: appOrigin,
      APP_URL: env.APP_URL ?? `http://localhost:${env.APP_PORT}`,
      ...(env.GEMINI_API_KEY === undefined ? simulator : { GEMINI_API_KEY: env.GEMINI_API_KEY }),
    },
  };
};

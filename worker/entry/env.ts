import * as z from "zod/mini";
import { graceSeconds, largestSetting, sessionSeconds } from "../../contract/limits.ts";
import { liveModel, textModel } from "../../contract/models.ts";
import { log } from "../log.ts";
import { locationHints, turnTakings } from "../../contract/vocabulary.ts";

const isVaried = (it: string) => new Set(it).size >= 10;
const secret = z
  .string("is missing")
  .check(
    z.minLength(32, { error: "is shorter than 32 characters", abort: true }),
    z.refine(isVaried, "has fewer than 10 different characters"),
  );
const previous = z.pipe(
  z.transform((it) => it || undefined),
  z.optional(secret),
);
const text = z.string("is missing").check(z.trim());
const optional = <Value>(read: (it: string | undefined) => Value) =>
  z.pipe(
    z.optional(text),
    z.transform((it) => read(it || undefined)),
  );
const web = z.url({ protocol: /^https?$/, error: "is not an address that begins with http:// or https://" });
const address = <Value>(read: (it: string) => Value) => z.pipe(z.pipe(text, web), z.transform(read));
const withoutSlash = (it: string) => it.replace(/\/+$/, "");
/** A variable that is empty or blank counts as unset. */
const unset = z.transform((it) => (typeof it === "string" ? it.trim() || undefined : it));
const choice = <const Choice extends string>(of: readonly Choice[]) => z.pipe(unset, z.optional(z.enum(of, `is none of ${of.join(", ")}`)));
const wrongTime = `is not a number of seconds above 0, ${largestSetting} at most`;
const time = z.coerce.number(wrongTime).check(z.positive(wrongTime), z.lte(largestSetting, wrongTime));
const seconds = (usual: number) => z.pipe(unset, z._default(time, usual));

const variables = z.object({
  JWT_SECRET: secret,
  JWT_SECRET_PREVIOUS: previous,
  WORKER_SHARED_SECRET: secret,
  WORKER_SHARED_SECRET_PREVIOUS: previous,
  APP_URL: address(withoutSlash),
  APP_ORIGIN: address((it) => new URL(it).origin),
  /** Sender of mail, `no-reply@example.com` or `PrepPal <no-reply@example.com>`; without it mail is written to the log. */
  MAIL_FROM: optional((it) => it),
  GEMINI_API_KEY: text.check(z.minLength(1, "is empty")),
  GEMINI_BASE_URL: optional((it) => it && withoutSlash(it)),
  GEMINI_TURN_TAKING: choice(turnTakings),
  GEMINI_LOCATION_HINT: choice(locationHints satisfies readonly DurableObjectLocationHint[]),
  GEMINI_LIVE_MODEL: optional((it) => it ?? liveModel),
  GEMINI_TEXT_MODEL: optional((it) => it ?? textModel),
  MAX_SESSION_SECONDS: seconds(sessionSeconds),
  RECONNECT_GRACE_SECONDS: seconds(graceSeconds),
});
const isApart = (it: Secrets) => jwtSecrets(it).every((one) => !sharedSecrets(it).includes(one));
const settings = variables.check(z.refine(isApart, { path: ["WORKER_SHARED_SECRET"], error: "equals JWT_SECRET" }));

type Secrets = Record<"JWT_SECRET" | "WORKER_SHARED_SECRET", string> &
  Partial<Record<"JWT_SECRET_PREVIOUS" | "WORKER_SHARED_SECRET_PREVIOUS", string | undefined>>;
const all = (current: string, before: string | undefined): readonly string[] => (before === undefined ? [current] : [current, before]);

/** The secrets that may have signed a token: the current one, which signs new tokens, then the previous one during a rotation. */
export const jwtSecrets = (it: Secrets) => all(it.JWT_SECRET, it.JWT_SECRET_PREVIOUS);

/** The secrets that a bearer may carry, the current one first. */
export const sharedSecrets = (it: Secrets) => all(it.WORKER_SHARED_SECRET, it.WORKER_SHARED_SECRET_PREVIOUS);

/** The Worker's configuration, parsed. Times in seconds. */
export type Settings = z.output<typeof settings>;

/** Thrown when a variable is missing or invalid. Names the variables, never their values. */
export class SettingsError extends Error {
  constructor(problems: string[]) {
    super(`The Worker does not start: ${problems.join("; ")}`);
    this.name = "SettingsError";
  }
}

const known = new WeakMap<object, Settings>();

/** Parses an environment, once. Logs the names of variables with white space around their value. Throws SettingsError. */
export const readSettings = (env: object): Settings => {
  const before = known.get(env);
  if (before) return before;
  const parsed = settings.safeParse(env);
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`));
  for (const [name, value] of Object.entries(env))
    if (name in settings.shape && !/SECRET/.test(name) && typeof value === "string" && value !== value.trim())
      log("settings.trimmed", { name });
  known.set(env, parsed.data);
  return parsed.data;
};

import * as z from "zod";
import { graceSeconds, largestSetting, sessionSeconds } from "../../contract/limits.ts";
import { liveModel, textModel } from "../../contract/models.ts";
import { log } from "../log.ts";
import { locationHints, turnTakings } from "../../contract/vocabulary.ts";

const isVaried = (it: string) => new Set(it).size >= 10;
const secret = z
  .string()
  .min(32, { error: "is shorter than 32 characters", abort: true })
  .refine(isVaried, "has fewer than 10 different characters");
const previous = z.preprocess((it) => it || undefined, secret.optional());
const text = z.string().trim();
const optional = text.optional().transform((it) => it || undefined);
const withoutSlash = (address: string) => address.replace(/\/+$/, "");
/** A variable that is empty or blank counts as unset. */
const unset = (it: unknown) => (typeof it === "string" ? it.trim() || undefined : it);
const seconds = (usual: number) => z.preprocess(unset, z.coerce.number().positive().max(largestSetting).default(usual));

const settings = z
  .object({
    JWT_SECRET: secret,
    JWT_SECRET_PREVIOUS: previous,
    WORKER_SHARED_SECRET: secret,
    WORKER_SHARED_SECRET_PREVIOUS: previous,
    APP_URL: text.pipe(z.url({ protocol: /^https?$/ })).transform(withoutSlash),
    APP_ORIGIN: text.pipe(z.url({ protocol: /^https?$/ })).transform((it) => new URL(it).origin),
    /** Sender of mail, `no-reply@example.com` or `PrepPal <no-reply@example.com>`; without it mail is written to the log. */
    MAIL_FROM: optional,
    GEMINI_API_KEY: text.min(1, "is empty"),
    GEMINI_BASE_URL: optional.transform((it) => it && withoutSlash(it)),
    GEMINI_TURN_TAKING: z.preprocess(unset, z.enum(turnTakings).optional()),
    GEMINI_LOCATION_HINT: z.preprocess(unset, z.enum(locationHints satisfies readonly DurableObjectLocationHint[]).optional()),
    GEMINI_LIVE_MODEL: optional.transform((it) => it ?? liveModel),
    GEMINI_TEXT_MODEL: optional.transform((it) => it ?? textModel),
    MAX_SESSION_SECONDS: seconds(sessionSeconds),
    RECONNECT_GRACE_SECONDS: seconds(graceSeconds),
  })
  .refine((it) => jwtSecrets(it).every((one) => !sharedSecrets(it).includes(one)), {
    path: ["WORKER_SHARED_SECRET"],
    error: "equals JWT_SECRET",
  });

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
  if (!parsed.success)
    throw new SettingsError(
      parsed.error.issues.map(({ path, code, message }) => `${path.join(".")} ${code === "invalid_type" ? "is missing" : message}`),
    );
  for (const [name, value] of Object.entries(env))
    if (name in settings.shape && !/SECRET/.test(name) && typeof value === "string" && value !== value.trim())
      log("settings.trimmed", { name });
  known.set(env, parsed.data);
  return parsed.data;
};

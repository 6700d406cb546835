import type { AnalyticsEngineDataset, D1Database } from "@cloudflare/workers-types";
import * as z from "zod";
import { dailyMinutes, sessionSeconds } from "../../contract/limits.ts";
import { liveModel } from "../../contract/models.ts";

const unset = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);

/** A secret has at least 32 characters, ten of them different: at random even hexadecimal digits almost always have as many. */
const secret = z
  .string()
  .min(32)
  .refine((text) => new Set(text).size >= 10);
const required = z.preprocess(unset, secret);
const optional = z.preprocess(unset, secret.optional());
const minutes = (fallback: number) => z.preprocess(unset, z.coerce.number().nonnegative().default(fallback));

const secretNames = [
  "JWT_SECRET",
  "WORKER_SHARED_SECRET",
  "SESSION_SECRET",
  "WORKER_SHARED_SECRET_PREVIOUS",
  "SESSION_SECRET_PREVIOUS",
] as const;

const kindOf = (name: string) => name.replace("_PREVIOUS", "");

const schema = z
  .object({
    DB: z.custom<D1Database>((value) => typeof value === "object" && value !== null && "prepare" in value),
    /** Workers Analytics Engine, where the operator binds it. */
    ANALYTICS: z
      .custom<AnalyticsEngineDataset>((value) => typeof value === "object" && value !== null && "writeDataPoint" in value)
      .optional(),
    JWT_SECRET: required,
    WORKER_SHARED_SECRET: required,
    SESSION_SECRET: required,
    /** The secrets before the last change: what was made with them is still taken, nothing new is made. */
    WORKER_SHARED_SECRET_PREVIOUS: optional,
    SESSION_SECRET_PREVIOUS: optional,
    WORKER_URL: z.preprocess(unset, z.url({ protocol: /^(wss?|https?)$/ }).default("ws://localhost:8787")),
    APP_ORIGIN: z.preprocess(
      unset,
      z
        .url({ protocol: /^https?$/ })
        .transform((url) => new URL(url).origin)
        .optional(),
    ),
    RATE_LIMIT_SCALE: z.preprocess(unset, z.coerce.number().positive().default(1)),
    /** Seconds, as the Worker has it: no interview takes longer. */
    MAX_SESSION_SECONDS: z.preprocess(unset, z.coerce.number().positive().default(sessionSeconds)),
    DAILY_MINUTES: minutes(dailyMinutes),
    MAX_LIVE_INTERVIEWS: z.preprocess(unset, z.coerce.number().int().nonnegative().default(2)),
    /** Minutes a day of all accounts together, the operator's ceiling; 0 is none. */
    DAILY_MINUTES_OF_ALL: minutes(0),
    /** Dollars a day of all accounts together, the operator's ceiling; unset is none, 0 refuses every new interview. */
    DAILY_BUDGET_USD: z.preprocess(unset, z.coerce.number().nonnegative().optional()),
    /** The interviewer's model, by which its cost is counted. */
    GEMINI_LIVE_MODEL: z.preprocess(unset, z.string().default(liveModel)),
    /** Accounts that may open /admin, lower case. */
    ADMIN_EMAILS: z.preprocess(
      unset,
      z
        .string()
        .default("")
        .transform((all) => all.split(",").flatMap((it) => it.trim().toLowerCase() || [])),
    ),
    /** Whether new passwords are looked up among leaked ones, at haveibeenpwned.com by the first five characters of their SHA-1. */
    PASSWORD_BREACH_CHECK: z.preprocess(unset, z.enum(["on", "off"]).default("off")).transform((it) => it === "on"),
    /** Sender of mail; the Worker sends it. Without one, mail is in the Worker's log. */
    MAIL_FROM: z.preprocess(unset, z.string().optional()),
    SECURITY_CONTACT: z.preprocess(unset, z.url({ protocol: /^(mailto|https|tel)$/ }).optional()),
  })
  .superRefine((env, context) => {
    for (const name of secretNames) {
      const isTaken = secretNames.some((other) => kindOf(other) !== kindOf(name) && env[other] !== undefined && env[other] === env[name]);
      if (isTaken) context.addIssue({ code: "custom", path: [name], message: "the same as another secret" });
    }
  });

export type AppEnv = z.infer<typeof schema>;

/** A binding or variable is missing or unfit. The message names them and never shows a value. */
export class MisconfiguredError extends Error {
  override name = "MisconfiguredError";
}

const parsed = new WeakMap<object, AppEnv>();

/** Throws {@link MisconfiguredError}. */
export const parseEnv = (raw: unknown): AppEnv => {
  const bindings = typeof raw === "object" && raw !== null ? raw : {};
  const known = parsed.get(bindings);
  if (known) return known;
  const result = schema.safeParse(bindings);
  if (!result.success) {
    const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
    throw new MisconfiguredError(
      `missing, not usable, or a secret under 32 characters, of under 10 different ones or the same as another: ${names.join(", ")}`,
    );
  }
  parsed.set(bindings, result.data);
  return result.data;
};

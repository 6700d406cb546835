import type { AnalyticsEngineDataset, D1Database } from "@cloudflare/workers-types";
import * as z from "zod";
import { dailyMinutes, largestSetting, sessionSeconds } from "../../contract/limits.ts";
import { liveModel } from "../../contract/models.ts";

const unset = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);

/** A secret has at least 32 characters, ten of them different. Random hexadecimal digits almost always satisfy this. */
const secret = z
  .string()
  .min(32)
  .refine((text) => new Set(text).size >= 10);
const required = z.preprocess(unset, secret);
const optional = z.preprocess(unset, secret.optional());
const number = z.coerce.number().max(largestSetting);
const minutes = (fallback: number) => z.preprocess(unset, number.nonnegative().default(fallback));

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
    /** Workers Analytics Engine, if the operator has bound it. */
    ANALYTICS: z
      .custom<AnalyticsEngineDataset>((value) => typeof value === "object" && value !== null && "writeDataPoint" in value)
      .optional(),
    JWT_SECRET: required,
    WORKER_SHARED_SECRET: required,
    SESSION_SECRET: required,
    /** The secrets before the last rotation: what they signed is still accepted, nothing new is signed with them. */
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
    RATE_LIMIT_SCALE: z.preprocess(unset, number.positive().default(1)),
    /** Seconds, the same as in the Worker: no interview takes longer. */
    MAX_SESSION_SECONDS: z.preprocess(unset, number.positive().default(sessionSeconds)),
    DAILY_MINUTES: minutes(dailyMinutes),
    MAX_LIVE_INTERVIEWS: z.preprocess(unset, number.int().nonnegative().default(2)),
    /** The operator's limit for all accounts together, minutes per day; 0 is no limit. */
    DAILY_MINUTES_OF_ALL: minutes(0),
    /** The operator's budget for all accounts together, dollars per day. Unset is no limit; 0 refuses every new interview. */
    DAILY_BUDGET_USD: z.preprocess(unset, number.nonnegative().optional()),
    /** The interviewer's model, for counting costs. */
    GEMINI_LIVE_MODEL: z.preprocess(unset, z.string().default(liveModel)),
    /** Accounts that may open /admin, in lower case. */
    ADMIN_EMAILS: z.preprocess(
      unset,
      z
        .string()
        .default("")
        .transform((all) => all.split(",").flatMap((it) => it.trim().toLowerCase() || [])),
    ),
    /** Whether new passwords are checked against leaked ones at haveibeenpwned.com, by the first five characters of their SHA-1. */
    PASSWORD_BREACH_CHECK: z.preprocess(unset, z.enum(["on", "off"]).default("off")).transform((it) => it === "on"),
    /** The sender of mail, which the Worker sends. Without one, mail goes to the Worker's log. */
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

/** A binding or variable is missing or invalid. The message has its name, never a value. */
export class MisconfiguredError extends Error {
  override name = "MisconfiguredError";
}

const parsed = new WeakMap<object, AppEnv>();

/** Parses the bindings; cached per bindings object. Throws {@link MisconfiguredError}. */
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

import { z } from "zod";

const secret = z.string().min(32, "is shorter than 32 characters");
const seconds = z.coerce.number().positive();
const optional = z
  .string()
  .optional()
  .transform((it) => it || undefined);

const settings = z.object({
  JWT_SECRET: secret,
  WORKER_SHARED_SECRET: secret,
  APP_URL: z.url().transform((it) => it.replace(/\/+$/, "")),
  APP_ORIGIN: z.url().transform((it) => new URL(it).origin),
  GEMINI_API_KEY: z.string().min(1),
  GEMINI_BASE_URL: optional,
  GEMINI_LIVE_MODEL: z.string().default("gemini-3.8-live"),
  MAX_SESSION_SECONDS: seconds.default(3600),
  RECONNECT_GRACE_SECONDS: seconds.default(30),
});

/** What the Worker is configured with, parsed. Times in seconds. */
export type Settings = z.output<typeof settings>;

/** Thrown when a variable is missing or a secret too short; names the variables, never their values. */
export class SettingsError extends Error {
  constructor(problems: string[]) {
    super(`The Worker does not start: ${problems.join("; ")}`);
    this.name = "SettingsError";
  }
}

/** Throws a SettingsError. */
export const readSettings = (env: object): Settings => {
  const parsed = settings.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    parsed.error.issues.map(({ path, code, message }) => `${path.join(".")} ${code === "invalid_type" ? "is missing" : message}`),
  );
};

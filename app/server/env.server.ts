import type { D1Database } from "@cloudflare/workers-types";
import { z } from "zod";

const unset = (value: unknown) => (value === "" ? undefined : value);
const secret = z.preprocess(unset, z.string().min(32));

const schema = z.object({
  DB: z.custom<D1Database>((value) => typeof value === "object" && value !== null && "prepare" in value),
  JWT_SECRET: secret,
  WORKER_SHARED_SECRET: secret,
  SESSION_SECRET: secret,
  WORKER_URL: z.preprocess(unset, z.url({ protocol: /^(wss?|https?)$/ }).default("ws://localhost:8787")),
  APP_ORIGIN: z.preprocess(
    unset,
    z
      .url({ protocol: /^https?$/ })
      .transform((url) => new URL(url).origin)
      .optional(),
  ),
  RATE_LIMIT_SCALE: z.preprocess(unset, z.coerce.number().positive().default(1)),
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
    throw new MisconfiguredError(`missing, too short (secrets need 32 characters) or not usable: ${names.join(", ")}`);
  }
  parsed.set(bindings, result.data);
  return result.data;
};

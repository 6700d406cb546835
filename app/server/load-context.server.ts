import type { AppLoadContext } from "@remix-run/cloudflare";
import { type AppDatabase, openDatabase } from "./database.server.ts";
import { type AppEnv, parseEnv } from "./env.server.ts";

declare module "@remix-run/cloudflare" {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext {
    cloudflare: { env: unknown; ctx: { waitUntil: (work: Promise<unknown>) => void } };
  }
}

/** What loaders and actions work with: the parsed configuration, the database, and `afterAnswer` for work that outlives the response. */
export type App = { env: AppEnv; db: AppDatabase; afterAnswer: (work: Promise<unknown>) => void };

/** The app of a request. Throws MisconfiguredError if a binding or variable is missing or invalid. */
export const openApp = (context: AppLoadContext): App => {
  const env = parseEnv(context.cloudflare.env);
  return { env, db: openDatabase(env.DB), afterAnswer: (work) => context.cloudflare.ctx.waitUntil(work) };
};

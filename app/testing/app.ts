import { env } from "cloudflare:workers";
import { type App, openApp } from "../server/load-context.server.ts";

/** The app as loaders get it, for calls without a request. */
export const appOfTests = (bindings: Record<string, unknown> = {}): App =>
  openApp({ cloudflare: { env: { ...env, ...bindings }, ctx: { waitUntil: () => {} } } });

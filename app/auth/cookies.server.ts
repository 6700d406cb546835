import { type Cookie, createCookie } from "@remix-run/cloudflare";
import type { App } from "../server/load-context.server.ts";

/**
 * A signed cookie that only the server reads. On localhost all ports share their cookies, hence the prefix of the name. `__Host-` requires
 * Secure, so it is used with https only. A cookie signed with the previous secret is still accepted.
 */
export const signedCookie = (name: string, request: Request, { env }: App, maxAgeSeconds: number): Cookie => {
  const isSecure = new URL(request.url).protocol === "https:" || (env.APP_ORIGIN?.startsWith("https:") ?? false);
  return createCookie(`${isSecure ? "__Host-" : ""}preppal-${name}`, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure,
    maxAge: maxAgeSeconds,
    secrets: [env.SESSION_SECRET, env.SESSION_SECRET_PREVIOUS].filter((secret) => secret !== undefined),
  });
};

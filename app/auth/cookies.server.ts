import { type Cookie, createCookie } from "@remix-run/cloudflare";
import type { App } from "../server/load-context.server.ts";

/**
 * A signed cookie that only the server reads. Other programs on localhost, whatever their port, have the same cookies: the name is
 * ours alone. `__Host-` needs Secure, so https only. What the previous secret signed is still taken.
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

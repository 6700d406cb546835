import { randomBytes } from "node:crypto";
import { createCookie } from "@remix-run/cloudflare";
import type { User } from "./users.server.ts";
import { closeSession, findSessionUser, openSession, sessionLife } from "./sessions.server.ts";
import type { App } from "../server/load-context.server.ts";
import { sha256 } from "../server/secret.server.ts";

/** The cookie holds an opaque id of 256 bits, signed; the row is found by the id's hash. `__Host-` needs Secure, so https only. */
const sessionCookie = (request: Request, { env }: App) => {
  const isSecure = new URL(request.url).protocol === "https:" || (env.APP_ORIGIN?.startsWith("https:") ?? false);
  return createCookie(isSecure ? "__Host-session" : "session", {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure,
    maxAge: sessionLife.absoluteMs / 1000,
    secrets: [env.SESSION_SECRET],
  });
};

/** The key of the session row that the request's cookie names, whether or not there is such a row. */
export const sessionKey = async (request: Request, app: App): Promise<string | null> => {
  const id: unknown = await sessionCookie(request, app)
    .parse(request.headers.get("Cookie"))
    .catch(() => null);
  return typeof id === "string" && id !== "" ? sha256(id) : null;
};

export const sessionUser = async (request: Request, app: App): Promise<User | null> => {
  const idHash = await sessionKey(request, app);
  return idHash === null ? null : findSessionUser(app.db, { idHash });
};

/** Starts a session under a new id, whatever id the browser brought. Answers the `Set-Cookie` header. */
export const startSession = async (request: Request, app: App, { userId }: { userId: string }): Promise<string> => {
  const id = randomBytes(32).toString("base64url");
  await openSession(app.db, { idHash: sha256(id), userId, replacesIdHash: await sessionKey(request, app) });
  return sessionCookie(request, app).serialize(id);
};

/** Ends the request's session. Answers the `Set-Cookie` header that makes the browser forget it. */
export const endSession = async (request: Request, app: App): Promise<string> => {
  const idHash = await sessionKey(request, app);
  if (idHash !== null) await closeSession(app.db, { idHash });
  return sessionCookie(request, app).serialize("", { maxAge: 0 });
};

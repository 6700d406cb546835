import type { Shown, User } from "./users.server.ts";
import { closeSession, findSessionUser, openSession, sessionLife } from "./sessions.server.ts";
import type { App } from "../server/load-context.server.ts";
import { requesterOf } from "../server/requester.server.ts";
import { newToken, sha256 } from "../server/secret.server.ts";
import { signedCookie } from "./cookies.server.ts";
import { rememberDevice } from "./device.server.ts";

/** The cookie holds an opaque id of 256 bits, signed; the row is found by the id's hash. */
const sessionCookie = (request: Request, app: App) => signedCookie("session", request, app, sessionLife.absoluteMs / 1000);

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

/** Starts a session under a new id, whatever id the browser brought. Answers the `Set-Cookie` header, or null where what was shown is no longer good. */
export const startSession = async (request: Request, app: App, shown: Shown): Promise<string | null> => {
  const id = newToken();
  const opened = { idHash: sha256(id), shown, replacesIdHash: await sessionKey(request, app), by: requesterOf(request) };
  return (await openSession(app.db, opened)) ? sessionCookie(request, app).serialize(id) : null;
};

/** The headers of an answer that signs in: a session, and the browser known to the account. Null where what was shown is no longer good. */
export const signInHeaders = async (
  request: Request,
  app: App,
  { email, shown }: { email: string; shown: Shown },
): Promise<Headers | null> => {
  const session = await startSession(request, app, shown);
  if (session === null) return null;
  const headers = new Headers({ "Set-Cookie": session });
  headers.append("Set-Cookie", await rememberDevice(request, app, email));
  return headers;
};

/** Ends the request's session. Answers the headers that make the browser forget it, and all that pages kept there: tokens of live interviews, drafts, settings, recordings. */
export const signOutHeaders = async (request: Request, app: App): Promise<Headers> => {
  const idHash = await sessionKey(request, app);
  if (idHash !== null) await closeSession(app.db, { idHash });
  return new Headers({
    "Set-Cookie": await sessionCookie(request, app).serialize("", { maxAge: 0 }),
    "Clear-Site-Data": '"storage"',
  });
};

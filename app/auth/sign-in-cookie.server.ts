import type { Shown, User } from "./users.server.ts";
import { closeSignIn, findSignedIn, openSignIn, signInLife } from "./sign-ins.server.ts";
import type { App } from "../server/load-context.server.ts";
import { requesterOf } from "../server/requester.server.ts";
import { newToken, sha256 } from "../server/secret.server.ts";
import { signedCookie } from "./cookies.server.ts";
import { rememberDevice } from "./device.server.ts";

/** The cookie holds an opaque id of 256 bits, signed; the row is found by the id's hash. */
const signInCookie = (request: Request, app: App) => signedCookie("session", request, app, signInLife.absoluteMs / 1000);

/** The key of the sign-in that the request's cookie names, whether or not there is one. */
export const signInKey = async (request: Request, app: App): Promise<string | null> => {
  const id: unknown = await signInCookie(request, app)
    .parse(request.headers.get("Cookie"))
    .catch(() => null);
  return typeof id === "string" && id !== "" ? sha256(id) : null;
};

export const signedInUser = async (request: Request, app: App): Promise<User | null> => {
  const idHash = await signInKey(request, app);
  return idHash === null ? null : findSignedIn(app.db, { idHash });
};

/** Starts a sign-in under a new id, never one that the browser sent. Answers the `Set-Cookie` header, or null if what was shown is no longer good. */
export const startSignIn = async (request: Request, app: App, shown: Shown): Promise<string | null> => {
  const id = newToken();
  const opened = { idHash: sha256(id), shown, replacesIdHash: await signInKey(request, app), by: requesterOf(request) };
  return (await openSignIn(app.db, opened)) ? signInCookie(request, app).serialize(id) : null;
};

/** The headers of an answer that signs in: the sign-in's cookie and the device's. Null if what was shown is no longer good. */
export const signInHeaders = async (
  request: Request,
  app: App,
  { email, shown }: { email: string; shown: Shown },
): Promise<Headers | null> => {
  const cookie = await startSignIn(request, app, shown);
  if (cookie === null) return null;
  const headers = new Headers({ "Set-Cookie": cookie });
  headers.append("Set-Cookie", await rememberDevice(request, app, email));
  return headers;
};

/** Ends the request's sign-in. Answers the headers that make the browser forget it and everything that pages stored: tokens of live interviews, drafts, settings, recordings. */
export const signOutHeaders = async (request: Request, app: App): Promise<Headers> => {
  const idHash = await signInKey(request, app);
  if (idHash !== null) await closeSignIn(app.db, { idHash });
  return new Headers({
    "Set-Cookie": await signInCookie(request, app).serialize("", { maxAge: 0 }),
    "Clear-Site-Data": '"storage"',
  });
};

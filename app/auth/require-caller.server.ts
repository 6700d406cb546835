import type { User } from "./users.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import type { App } from "../server/load-context.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { isSameSecret } from "../server/secret.server.ts";
import { logSecurity } from "../server/security-log.server.ts";
import { signedInUser } from "./sign-in-cookie.server.ts";

export type Caller = { by: "worker"; userId: null } | { by: "user"; userId: string };

/** A part of a path that is longer than any id may be what opens something. */
const longPart = /[^/]{40,}/g;

/** Whether the request carries the Worker's bearer. A credential that is there but wrong is refused, whatever else is there. */
const isWorker = (request: Request, app: App): boolean => {
  const { WORKER_SHARED_SECRET, WORKER_SHARED_SECRET_PREVIOUS } = app.env;
  const authorization = request.headers.get("Authorization");
  if (authorization === null) return false;
  const bearer = /^Bearer +(.+)$/i.exec(authorization)?.[1];
  const isRight = [WORKER_SHARED_SECRET, WORKER_SHARED_SECRET_PREVIOUS].some(
    (secret) => secret !== undefined && bearer !== undefined && isSameSecret(bearer, secret),
  );
  if (isRight) return true;
  logSecurity(request, app, "bearer.refused", null, { path: new URL(request.url).pathname.replace(longPart, "…") });
  throw refusal("UNAUTHORIZED", "The bearer is not valid");
};

/** The Worker or a signed-in user; throws a 401. */
export const requireCaller = async (request: Request, app: App): Promise<Caller> =>
  isWorker(request, app) ? { by: "worker", userId: null } : { by: "user", userId: (await requireApiUser(request, app)).id };

/** A signed-in user; throws a 401, or LimitedError. */
export const requireApiUser = async (request: Request, app: App): Promise<User> => {
  isWorker(request, app);
  const user = await signedInUser(request, app);
  if (!user) throw refusal("UNAUTHORIZED");
  await countRequest(request, app, { limit: "request", account: user.id });
  return user;
};

/** The Worker only; throws a 401. */
export const requireWorker = (request: Request, app: App): void => {
  if (!isWorker(request, app)) throw refusal("UNAUTHORIZED", "This is for the Worker only");
};

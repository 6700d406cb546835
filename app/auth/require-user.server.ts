import { type AppLoadContext, redirect } from "@remix-run/cloudflare";
import type { User } from "./users.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import { limitedPage } from "../server/limited.server.ts";
import { type App, openApp } from "../server/load-context.server.ts";
import { signedInUser } from "./sign-in-cookie.server.ts";

/** The signed-in user of a page; throws the redirect to the sign-in that leads back here, or a 429. */
export const requireUser = async (request: Request, context: AppLoadContext): Promise<User> => {
  const app = openApp(context);
  const user = await signedInUser(request, app);
  if (user) return counted(request, app, user);
  const { pathname, search } = new URL(request.url);
  throw redirect(`/login?${new URLSearchParams({ redirectTo: request.method === "GET" ? pathname + search : pathname })}`);
};

const counted = async (request: Request, app: App, user: User): Promise<User> => {
  await countRequest(request, app, { limit: "request", account: user.id }).catch(limitedPage);
  return user;
};

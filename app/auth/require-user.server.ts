import { type AppLoadContext, redirect } from "@remix-run/cloudflare";
import type { User } from "./users.server.ts";
import { openApp } from "../server/load-context.server.ts";
import { sessionUser } from "./session.server.ts";

/** The signed-in user of a page, or the redirect to the sign-in that leads back here. */
export const requireUser = async (request: Request, context: AppLoadContext): Promise<User> => {
  const user = await sessionUser(request, openApp(context));
  if (user) return user;
  const { pathname, search } = new URL(request.url);
  throw redirect(`/login?${new URLSearchParams({ redirectTo: request.method === "GET" ? pathname + search : pathname })}`);
};

import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { sessionUser } from "./auth/session.server.ts";
import { openApp } from "./server/load-context.server.ts";

/** Who is signed in, for the header of every page. */
export const rootLoader = async ({ request, context }: LoaderFunctionArgs) => {
  const user = await sessionUser(request, openApp(context));
  return { user: user && { name: user.name } };
};

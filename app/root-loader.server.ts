import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { signedInUser } from "./auth/sign-in-cookie.server.ts";
import { openApp } from "./server/load-context.server.ts";

/** Who is signed in, and whether as one of `ADMIN_EMAILS`, for the header of every page. */
export const rootLoader = async ({ request, context }: LoaderFunctionArgs) => {
  const app = openApp(context);
  const user = await signedInUser(request, app);
  return { user: user && { name: user.name, isAdmin: app.env.ADMIN_EMAILS.includes(user.email) } };
};

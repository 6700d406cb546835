import type { AppLoadContext } from "@remix-run/cloudflare";
import { requireUser } from "../auth/require-user.server.ts";
import type { User } from "../auth/users.server.ts";
import { openApp } from "../server/load-context.server.ts";

/** Whether an address is one of `ADMIN_EMAILS`. */
const isAdmin = (emails: string[], { email }: Pick<User, "email">): boolean => emails.includes(email);

/** One of `ADMIN_EMAILS`, signed in. To everybody else the page is not there; throws the redirect or the 404. */
export const requireAdmin = async (request: Request, context: AppLoadContext): Promise<User> => {
  const user = await requireUser(request, context);
  if (!isAdmin(openApp(context).env.ADMIN_EMAILS, user)) throw new Response(null, { status: 404 });
  return user;
};

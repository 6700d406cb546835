import type { AppLoadContext } from "@remix-run/cloudflare";
import { requireUser } from "../auth/require-user.server.ts";
import { emailConfirmedAt, type User } from "../auth/users.server.ts";
import { isMailInLog } from "../mail/mail.server.ts";
import { type App, openApp } from "../server/load-context.server.ts";
import { logSecurity } from "../server/security-log.server.ts";

/**
 * Whether an account is one of `ADMIN_EMAILS` and its address is confirmed, which matters because anybody can register any address. On a
 * developer's machine, where letters are in a log, no confirmation is needed: whoever registers there can read them.
 */
const isAdmin = async (request: Request, app: App, { id, email }: User): Promise<boolean> => {
  if (!app.env.ADMIN_EMAILS.includes(email)) return false;
  if (isMailInLog(request, app) || (await emailConfirmedAt(app.db, { userId: id })) !== null) return true;
  logSecurity(request, app, "admin.refused", email);
  return false;
};

/** The signed-in operator. Throws the redirect to the sign-in, or a 404 for everybody who is not one of `ADMIN_EMAILS`. */
export const requireAdmin = async (request: Request, context: AppLoadContext): Promise<User> => {
  const user = await requireUser(request, context);
  if (!(await isAdmin(request, openApp(context), user))) throw new Response(null, { status: 404 });
  return user;
};

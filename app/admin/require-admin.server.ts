import type { AppLoadContext } from "@remix-run/cloudflare";
import { requireUser } from "../auth/require-user.server.ts";
import { emailConfirmedAt, type User } from "../auth/users.server.ts";
import { isMailInLog } from "../mail/mail.server.ts";
import { type App, openApp } from "../server/load-context.server.ts";
import { logSecurity } from "../server/security-log.server.ts";

/**
 * Whether an account is one of `ADMIN_EMAILS` and its address has been shown to be its holder's: anybody can register any address. On
 * this machine, where letters stand in a log, whoever registers it can read them.
 */
const isAdmin = async (request: Request, app: App, { id, email }: User): Promise<boolean> => {
  if (!app.env.ADMIN_EMAILS.includes(email)) return false;
  if (isMailInLog(request, app) || (await emailConfirmedAt(app.db, { userId: id })) !== null) return true;
  logSecurity(request, app, "admin.refused", email);
  return false;
};

/** One of `ADMIN_EMAILS`, signed in, its address confirmed. To everybody else the page is not there; throws the redirect or the 404. */
export const requireAdmin = async (request: Request, context: AppLoadContext): Promise<User> => {
  const user = await requireUser(request, context);
  if (!(await isAdmin(request, openApp(context), user))) throw new Response(null, { status: 404 });
  return user;
};

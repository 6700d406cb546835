import { type ActionFunctionArgs, redirect } from "@remix-run/cloudflare";
import { signedInUser, signOutHeaders } from "../auth/sign-in-cookie.server.ts";
import { revokeTokens } from "../interviews/revocations.server.ts";
import { openApp } from "../server/load-context.server.ts";
import { logSecurity } from "../server/security-log.server.ts";

/** Only a POST signs out, so that a link or an image on another site cannot. */
export const loader = () => redirect("/");

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const app = openApp(context);
  const user = await signedInUser(request, app);
  const headers = await signOutHeaders(request, app);
  if (user) {
    logSecurity(request, app, "signIn.ended", user.email);
    app.afterAnswer(revokeTokens(app, { userId: user.id }));
  }
  return redirect("/", { headers });
};

import { type AppLoadContext, redirect } from "@remix-run/cloudflare";
import { openApp } from "../server/load-context.server.ts";
import { signedInUser } from "./sign-in-cookie.server.ts";

/**
 * Redirects somebody who is signed in away from a page for strangers, by throwing. A page whose form was refused is shown all the same;
 * Remix then runs its loader with the headers of the POST.
 */
export const leadPast = async (request: Request, context: AppLoadContext, to: string): Promise<void> => {
  const isAfterPost = request.headers.has("Content-Type");
  if (!isAfterPost && (await signedInUser(request, openApp(context)))) throw redirect(to);
};

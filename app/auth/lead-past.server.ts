import { type AppLoadContext, redirect } from "@remix-run/cloudflare";
import { openApp } from "../server/load-context.server.ts";
import { signedInUser } from "./sign-in-cookie.server.ts";

/**
 * Leads somebody who is signed in past a page for strangers; throws the redirect. Where a form was refused its page is shown all the
 * same: Remix then runs the loader with the headers of the post.
 */
export const leadPast = async (request: Request, context: AppLoadContext, to: string): Promise<void> => {
  const isAfterPost = request.headers.has("Content-Type");
  if (!isAfterPost && (await signedInUser(request, openApp(context)))) throw redirect(to);
};

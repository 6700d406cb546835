import { type ActionFunctionArgs, redirect } from "@remix-run/cloudflare";
import { endSession } from "../auth/session.server.ts";
import { openApp } from "../server/load-context.server.ts";

/** Only a POST signs out: a link or an image elsewhere must not. */
export const loader = () => redirect("/");

export const action = async ({ request, context }: ActionFunctionArgs) =>
  redirect("/", { headers: { "Set-Cookie": await endSession(request, openApp(context)) } });

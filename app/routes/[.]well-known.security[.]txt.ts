import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { openApp } from "../server/load-context.server.ts";

const lifeMs = 90 * 24 * 60 * 60 * 1000;

/** security.txt (RFC 9116): where to report a security problem. 404 if the operator has named no contact. */
export const loader = ({ request, context }: LoaderFunctionArgs) => {
  const { SECURITY_CONTACT, APP_ORIGIN } = openApp(context).env;
  if (SECURITY_CONTACT === undefined) throw new Response(null, { status: 404 });
  const lines = [
    `Contact: ${SECURITY_CONTACT}`,
    `Expires: ${new Date(Date.now() + lifeMs).toISOString()}`,
    "Preferred-Languages: en",
    `Canonical: ${APP_ORIGIN ?? new URL(request.url).origin}/.well-known/security.txt`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
};

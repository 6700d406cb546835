import type { AppLoadContext } from "@remix-run/cloudflare";
import { homeOf, isForeign } from "./server/origin.server.ts";
import { bodyAllowance } from "./auth/body-allowance.server.ts";
import { openApp } from "./server/load-context.server.ts";
import { readBounded } from "./server/read-bounded.server.ts";
import { parseEnv } from "./server/env.server.ts";
import { errorFacts, log } from "./server/log.server.ts";
import { codeOfStatus, refusal } from "./server/refusal.server.ts";
import { overBounds } from "./server/request-bounds.server.ts";
import { secured } from "./server/security-headers.server.ts";

export type Handle = (request: Request, context: AppLoadContext) => Promise<Response>;
export type Platform = { env: unknown; waitUntil: (work: Promise<unknown>) => void };

const pageMethods = new Set(["GET", "HEAD", "POST"]);

/** The outermost shell of the app: every request passes here before Remix, every answer after it. */
export const serve = async (request: Request, platform: Platform, handle: Handle): Promise<Response> => {
  try {
    return secured(await answer(request, platform, handle), request);
  } catch (error) {
    if (error instanceof Response) return secured(error, request);
    log("request.failed", errorFacts(error));
    return secured(refusal("INTERNAL"), request);
  }
};

const answer = async (request: Request, { env, waitUntil }: Platform, handle: Handle): Promise<Response> => {
  const tooMuch = overBounds(request);
  if (tooMuch) return tooMuch;
  const { APP_ORIGIN } = parseEnv(env);
  const { pathname } = new URL(request.url);
  const home = homeOf(request, APP_ORIGIN);
  if (home !== null) return new Response(null, { status: 302, headers: { Location: home } });
  if (isForeign(request, APP_ORIGIN)) {
    log("request.foreign", { method: request.method });
    return refusal("FORBIDDEN", "This request comes from another site");
  }
  const other = withoutEmptyParts(request);
  if (other) return other;
  const isApi = pathname === "/health" || pathname.startsWith("/api/");
  // Remix would take PUT, PATCH and DELETE for a form.
  if (!isApi && !pageMethods.has(request.method)) return refusal("METHOD_NOT_ALLOWED", undefined, { Allow: [...pageMethods].join(", ") });
  const context = { cloudflare: { env, ctx: { waitUntil } } };
  const bounded = await withBoundedBody(request, () => bodyAllowance(request, openApp(context)));
  if (bounded === null) return refusal("PAYLOAD_TOO_LARGE");
  const response = await handle(bounded, context);
  // A page without a form answers 405 without this header.
  if (response.status === 405 && !response.headers.has("Allow")) response.headers.set("Allow", "GET, HEAD");
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
  // Where no route answers, Remix refuses with JSON of its own, which this header marks.
  const isRemixs = response.headers.has("X-Remix-Error");
  if (!isRemixs && !(isApi && response.status >= 400 && !isJson)) return response;
  const Allow = response.headers.get("Allow");
  return refusal(codeOfStatus(response.status), undefined, Allow === null ? {} : { Allow });
};

/**
 * No route has an empty path segment (an id that was left out, for one). A page is redirected to the path without it; everything else is a
 * 404. Null if the path has none.
 */
const withoutEmptyParts = ({ method, url }: Request): Response | null => {
  const { pathname, search } = new URL(url);
  if (!pathname.includes("//")) return null;
  const Location = pathname.replace(/\/{2,}/g, "/") + search;
  const isPage = (method === "GET" || method === "HEAD") && !Location.startsWith("/api/");
  return isPage ? new Response(null, { status: 302, headers: { Location } }) : refusal("NOT_FOUND");
};

const withBoundedBody = async (request: Request, limitFor: () => number): Promise<Request | null> => {
  if (request.method === "GET" || request.method === "HEAD") return withoutBody(request);
  const body = await readBounded(request, limitFor);
  if (body === null) return null;
  const headers = new Headers(request.headers);
  // Checked above. Remix would compare it with Host again, which differs behind a proxy.
  headers.delete("Origin");
  // Loaders that run after a refused form know by this header that there was one (auth/lead-past).
  if (!headers.has("Content-Type")) headers.set("Content-Type", "application/octet-stream");
  return new Request(request.url, { method: request.method, headers, body: body.length > 0 ? body : null, redirect: "manual" });
};

/** Remix copies a request, and a GET or HEAD with a body, which the runtime lets in, cannot be copied. What it carries means nothing. */
const withoutBody = (request: Request): Request =>
  request.body === null
    ? request
    : new Request(request.url, { method: request.method, headers: request.headers, redirect: "manual", signal: request.signal });

import { createRequestHandler } from "@remix-run/cloudflare";
import * as build from "../build/server/index.js";
import { type Handle, serve } from "../app/serve.server.ts";

type Assets = { fetch: (request: Request) => Promise<Response> };
type PagesContext = { request: Request; env: { ASSETS: Assets }; waitUntil: (work: Promise<unknown>) => void };

const remix = createRequestHandler(build);

// What begins with _ is for Pages itself.
const isFile = ({ method, url }: Request): boolean => {
  const { pathname } = new URL(url);
  return (method === "GET" || method === "HEAD") && /^\/[^_].*\.\w+$/.test(pathname) && !pathname.endsWith(".data");
};

const fromAssets = async (request: Request, assets: Assets): Promise<Response | null> => {
  const response = await assets.fetch(request);
  if (!response.ok && response.status !== 304) return null;
  const headers = new Headers(response.headers);
  if (new URL(request.url).pathname.startsWith("/assets/")) headers.set("Cache-Control", "public, max-age=31536000, immutable");
  return new Response(response.body, { status: response.status, headers });
};

/** As middleware it is asked about every address: a route of Pages takes none with an empty part (`//`). */
export const onRequest = ({ request, env, waitUntil }: PagesContext): Promise<Response> => {
  const handle: Handle = async (bounded, context) =>
    (isFile(bounded) ? await fromAssets(bounded, env.ASSETS) : null) ?? remix(bounded, context);
  return serve(request, { env, waitUntil: (work) => waitUntil(work) }, handle);
};

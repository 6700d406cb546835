import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/cloudflare";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToReadableStream } from "react-dom/server.browser";
import { afterStyle } from "./after-style.server.ts";
import { parseEnv } from "./server/env.server.ts";
import { errorFacts, log } from "./server/log.server.ts";
import { documentPolicy, reportingEndpoints } from "./server/security-headers.server.ts";
import { NonceContext } from "./ui/nonce.ts";

const newNonce = (): string => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));

export default async function respond(request: Request, status: number, headers: Headers, remix: EntryContext, context: AppLoadContext) {
  const nonce = newNonce();
  let outcome = status;
  const body = await renderToReadableStream(
    <NonceContext.Provider value={nonce}>
      <RemixServer context={remix} url={request.url} nonce={nonce} />
    </NonceContext.Provider>,
    {
      nonce,
      signal: request.signal,
      onError: (error) => {
        outcome = 500;
        if (!request.signal.aborted) log("page.failed", errorFacts(error));
      },
    },
  );
  await body.allReady;
  const { WORKER_URL } = parseEnv(context.cloudflare.env);
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set(
    "Content-Security-Policy",
    documentPolicy({ nonce, workerUrl: WORKER_URL, relayUrl: globalThis.__INSPECTOR__, isDevelopment: import.meta.env.DEV }),
  );
  headers.set("Reporting-Endpoints", reportingEndpoints);
  const html = closed(await new Response(body).text());
  return new Response(import.meta.env.DEV ? html : afterStyle(html, nonce), { status: outcome, headers });
}

const end = "</body></html>";

/** Remix appends the page's data to the document. No page defers data, so the closing tags can be moved to the end. */
const closed = (html: string): string => (html.includes(end) ? html.replace(end, "") + end : html);

/** Called by Remix with what a loader or action threw. A refusal (below 500) is no failure of ours and is not logged. */
export const handleError = (error: unknown, { request }: LoaderFunctionArgs | ActionFunctionArgs): void => {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  log("route.failed", errorFacts(error));
};

const workerOrigin = (workerUrl: string): string => new URL(workerUrl.replace(/^http/, "ws")).origin;

const policyReports = "/api/csp-report";

/** The Reporting-Endpoints header that `report-to` refers to; sent with every document. */
export const reportingEndpoints = `policy="${policyReports}"`;

/** `relayUrl` is the inspector's relay, "" if there is none. */
type Policy = { nonce: string; workerUrl: string; relayUrl?: string | undefined; isDevelopment: boolean };

/**
 * The Content-Security-Policy of a document. Worklets are scripts of this origin; the only other host a page connects to is the Worker.
 * Style attributes are allowed because React renders them (meters, charts); style sheets must be of this origin.
 */
export const documentPolicy = ({ nonce, workerUrl, relayUrl = "", isDevelopment }: Policy): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "worker-src 'self'",
    // Vite's client reloads through a WebSocket of its own and inserts style sheets.
    `connect-src 'self' ${[workerOrigin(workerUrl), relayUrl, isDevelopment ? "ws:" : ""].filter(Boolean).join(" ")}`,
    `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ""}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    `report-uri ${policyReports}`,
    "report-to policy",
  ].join("; ");

const always = {
  "X-Content-Type-Options": "nosniff",
  "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), display-capture=(), payment=(), usb=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Adds the headers of every response. Values that the response already has for caching, referrer and policy are kept. */
export const secured = (response: Response, request: Request): Response => {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(always)) headers.set(name, value);
  if (new URL(request.url).protocol === "https:") headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  if (!headers.has("Referrer-Policy")) headers.set("Referrer-Policy", "same-origin");
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};

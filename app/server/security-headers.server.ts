const workerOrigin = (workerUrl: string): string => new URL(workerUrl.replace(/^http/, "ws")).origin;

const policyReports = "/api/csp-report";

/** Names where `report-to` reports go; goes with every document. */
export const reportingEndpoints = `policy="${policyReports}"`;

/** `relayUrl` is where the machines are watched, "" where they are not. */
type Policy = { nonce: string; workerUrl: string; relayUrl?: string | undefined; isDevelopment: boolean };

/**
 * The policy of a document. Worklets are scripts of this origin; the only other place a page talks to is the Worker's socket.
 * Style attributes are allowed because React writes them into the markup (meters, charts); style sheets need this origin.
 */
export const documentPolicy = ({ nonce, workerUrl, relayUrl = "", isDevelopment }: Policy): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "worker-src 'self'",
    // Vite's client reloads over a socket of its own and puts style sheets into the page.
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

/** The answer with the headers that every answer carries. What the answer says itself about caching, referrers and its policy stands. */
export const secured = (response: Response, request: Request): Response => {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(always)) headers.set(name, value);
  if (new URL(request.url).protocol === "https:") headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  if (!headers.has("Referrer-Policy")) headers.set("Referrer-Policy", "same-origin");
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};

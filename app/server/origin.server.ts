const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a state-changing request comes from another site's page. Browsers send the page's `Origin` with such requests, and its relation
 * to us in `Sec-Fetch-Site`. A caller with neither is not a browser, so it cannot carry somebody else's cookie.
 */
export const isForeign = (request: Request, appOrigin: string | undefined): boolean => {
  if (safeMethods.has(request.method)) return false;
  const site = request.headers.get("Sec-Fetch-Site");
  if (site === "cross-site") return true;
  const origin = request.headers.get("Origin");
  if (origin === null) return site === "same-site";
  return origin !== (appOrigin ?? new URL(request.url).origin);
};

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether a URL is on this machine. */
export const isHere = ({ hostname }: URL): boolean => loopback.has(hostname);

/**
 * The canonical URL of a page that a browser opens under another name of this machine. 127.0.0.1 and localhost are different origins with
 * separate cookies, and the Worker accepts only one of them. Null for all other requests.
 */
export const homeOf = (request: Request, appOrigin: string | undefined): string | null => {
  if (appOrigin === undefined || request.method !== "GET" || request.headers.get("Sec-Fetch-Mode") !== "navigate") return null;
  const [asked, home] = [new URL(request.url), new URL(appOrigin)];
  if (asked.hostname === home.hostname || !isHere(asked) || !isHere(home)) return null;
  return home.origin + asked.pathname + asked.search;
};

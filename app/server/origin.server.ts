const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that changes something was made by another site's page. Browsers name the page's origin on every such request
 * and where it stands to us in `Sec-Fetch-Site`; a caller without both is no browser and carries no cookie of somebody else.
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

/** Whether an address is one of this machine's own. */
export const isHere = ({ hostname }: URL): boolean => loopback.has(hostname);

/**
 * Where a page really lives that a browser opens under another name of this machine: 127.0.0.1 is another origin than localhost, with
 * cookies of its own, and the Worker accepts one of them. Null for every other request.
 */
export const homeOf = (request: Request, appOrigin: string | undefined): string | null => {
  if (appOrigin === undefined || request.method !== "GET" || request.headers.get("Sec-Fetch-Mode") !== "navigate") return null;
  const [asked, home] = [new URL(request.url), new URL(appOrigin)];
  if (asked.hostname === home.hostname || !isHere(asked) || !isHere(home)) return null;
  return home.origin + asked.pathname + asked.search;
};

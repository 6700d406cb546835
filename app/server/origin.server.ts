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

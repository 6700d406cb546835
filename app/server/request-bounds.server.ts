import { refusal } from "./refusal.server.ts";

/**
 * Limits for a request's URL and headers, in characters or counts. Routing takes time for each segment, parsing for each parameter and
 * cookie, so a request over a limit is refused before anything reads it.
 */
const bounds = { path: 1_000, segments: 16, query: 4_000, parameters: 50, headers: 32_000 } as const;

const countOf = (text: string, separator: string): number => text.split(separator, bounds.path).length - 1;

const headersLength = (headers: Headers): number => {
  let length = 0;
  for (const [name, value] of headers) length += name.length + value.length;
  return length;
};

/** The refusal of a request that exceeds a limit, or null. Takes time linear in the length of URL and headers. */
export const overBounds = ({ url, headers }: Request): Response | null => {
  const { pathname, search } = new URL(url);
  if (pathname.length > bounds.path || countOf(pathname, "/") > bounds.segments)
    return refusal("NOT_FOUND", "There is no address this long here");
  if (search.length > bounds.query || countOf(search, "&") >= bounds.parameters)
    return refusal("BAD_REQUEST", "The address carries too much after its ?");
  return headersLength(headers) > bounds.headers ? refusal("BAD_REQUEST", "The request's headers are too large") : null;
};

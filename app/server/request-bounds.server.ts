import { refusal } from "./refusal.server.ts";

/**
 * Most that a request's address and headers may hold. Matching a route costs time for each segment, reading the rest for each
 * parameter and cookie: what is over a bound is refused before anything looks at it. Lengths in characters.
 */
const bounds = { path: 1_000, segments: 16, query: 4_000, parameters: 50, headers: 32_000 } as const;

const countOf = (text: string, separator: string): number => text.split(separator, bounds.path).length - 1;

const headersLength = (headers: Headers): number => {
  let length = 0;
  for (const [name, value] of headers) length += name.length + value.length;
  return length;
};

/** The refusal of a request that is over a bound, or null. Costs time in proportion to the address's and the headers' length. */
export const overBounds = ({ url, headers }: Request): Response | null => {
  const { pathname, search } = new URL(url);
  if (pathname.length > bounds.path || countOf(pathname, "/") > bounds.segments)
    return refusal("NOT_FOUND", "There is no address this long here");
  if (search.length > bounds.query || countOf(search, "&") >= bounds.parameters)
    return refusal("BAD_REQUEST", "The address carries too much after its ?");
  return headersLength(headers) > bounds.headers ? refusal("BAD_REQUEST", "The request's headers are too large") : null;
};

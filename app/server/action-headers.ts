import type { HeadersFunction } from "@remix-run/cloudflare";

/** Passes on what an action says with its refusal (Retry-After): Remix drops it unless a route asks. */
export const actionHeaders: HeadersFunction = ({ actionHeaders, errorHeaders }) => errorHeaders ?? actionHeaders;

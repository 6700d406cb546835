import type { HeadersFunction } from "@remix-run/cloudflare";

/** Passes on the headers of an action's refusal (Retry-After), which Remix otherwise drops. */
export const actionHeaders: HeadersFunction = ({ actionHeaders, errorHeaders }) => errorHeaders ?? actionHeaders;

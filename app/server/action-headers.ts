import type { HeadersFunction } from "@remix-run/cloudflare";

/** Passes on the headers of an action's refusal (Retry-After), which Remix otherwise drops. */
export const actionHeaders: HeadersFunction = ({ actionHeaders, errorHeaders }) => errorHeaders ?? actionHeaders;

/** For a page whose loader may be refused as well: the action's where both are. */
export const pageAndActionHeaders: HeadersFunction = ({ actionHeaders, errorHeaders, loaderHeaders }) =>
  errorHeaders ?? new Headers({ ...Object.fromEntries(loaderHeaders), ...Object.fromEntries(actionHeaders) });

import { useSyncExternalStore } from "react";

/** Too narrow for all controls in a row. A phone in landscape is wide enough, and so is a page at 200 % zoom. */
const query = "(max-width: 34.99rem), (max-width: 39.99rem) and (min-height: 30.01rem)";
/** Null where the browser cannot tell. */
const asked = (): MediaQueryList | null => (typeof matchMedia === "function" ? matchMedia(query) : null);

const subscribe = (listener: () => void) => {
  const media = asked();
  media?.addEventListener("change", listener);
  return () => media?.removeEventListener("change", listener);
};
const isNarrow = (): boolean => asked()?.matches ?? false;

/** Whether the page is as narrow as a phone that is held upright. */
export const usePhone = (): boolean => useSyncExternalStore(subscribe, isNarrow);

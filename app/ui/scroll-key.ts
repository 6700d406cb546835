import type { Location } from "@remix-run/react";

/**
 * What a scroll position is kept under. A plain link within a page makes an entry without a key of its own: kept as one, each such
 * click would go to where the last one was.
 */
export const scrollKey = ({ key, pathname, search, hash }: Location): string => (key === "default" ? pathname + search + hash : key);

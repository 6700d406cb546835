import type { Location } from "@remix-run/react";

/**
 * The key under which a scroll position is stored. Plain in-page links create history entries without a key of their own; under one common
 * key each such click would scroll to where the last one was.
 */
export const scrollKey = ({ key, pathname, search, hash }: Location): string => (key === "default" ? pathname + search + hash : key);

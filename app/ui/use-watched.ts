import { useSyncExternalStore } from "react";
import type { Watched } from "./watched.ts";

/** A watched value as it is now; renders again when it has become another. */
export const useWatched = <Value>(watched: Watched<Value>): Value => useWatchedPart(watched, (it) => it);

/** What `see` sees of it; renders again only when that is another. */
export const useWatchedPart = <Value, Seen>(watched: Watched<Value>, see: (value: Value) => Seen): Seen => {
  const look = () => see(watched.read());
  return useSyncExternalStore(watched.subscribe, look, look);
};

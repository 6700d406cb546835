import { useSyncExternalStore } from "react";
import type { Watched } from "./watched.ts";

/** The current value of a watched value. Rerenders when it changes. */
export const useWatched = <Value>(watched: Watched<Value>): Value => useWatchedPart(watched, (it) => it);

/** A selection of a watched value. Rerenders only when the selection changes. */
export const useWatchedPart = <Value, Seen>(watched: Watched<Value>, see: (value: Value) => Seen): Seen => {
  const look = () => see(watched.read());
  return useSyncExternalStore(watched.subscribe, look, look);
};

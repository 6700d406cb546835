import { useSyncExternalStore } from "react";

const subscribe = (listener: () => void): (() => void) => {
  const listening = new AbortController();
  const { signal } = listening;
  for (const change of ["online", "offline"]) window.addEventListener(change, listener, { signal });
  return () => listening.abort();
};

/** Whether the browser has a network at all. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );

import { useEffect, useRef, useSyncExternalStore } from "react";
import { isReached } from "./reach.client.ts";

const againMs = 5_000;

let isOnline = true;
let again: ReturnType<typeof setTimeout> | undefined;
let looking = new AbortController();
const readers = new Set<() => void>();

const stopLooking = () => {
  clearTimeout(again);
  looking.abort();
};

/** Looks whether the app can be reached. An earlier look that is still running no longer counts. */
const look = async () => {
  stopLooking();
  const { signal } = (looking = new AbortController());
  // Without a network the app may still be reachable on this machine. If it answers, that counts as online.
  const found = navigator.onLine || (await isReached(signal));
  if (signal.aborted) return;
  if (!found) again = setTimeout(() => void look(), againMs);
  if (found === isOnline) return;
  isOnline = found;
  for (const changed of readers) changed();
};
const lookNow = () => void look();

const subscribe = (changed: () => void) => {
  if (readers.size === 0) {
    addEventListener("online", lookNow);
    addEventListener("offline", lookNow);
    if (!navigator.onLine) lookNow();
  }
  readers.add(changed);
  return () => {
    readers.delete(changed);
    if (readers.size > 0) return;
    removeEventListener("online", lookNow);
    removeEventListener("offline", lookNow);
    stopLooking();
    isOnline = true;
  };
};

/** Whether the app can be reached, as far as the browser knows. True on the server. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => isOnline,
    () => true,
  );

/** Calls `act` when the app can be reached again. */
export const useWhenBack = (act: () => void): void => {
  const isOnline = useOnline();
  const wasOnline = useRef(isOnline);
  useEffect(() => {
    if (isOnline && !wasOnline.current) act();
    wasOnline.current = isOnline;
  }, [isOnline, act]);
};

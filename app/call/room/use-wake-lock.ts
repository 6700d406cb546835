import { useEffect } from "react";

/**
 * Keeps the screen on while the component is shown. The system releases the lock when the page is hidden; it is asked for again when the
 * page is visible.
 */
export const useWakeLock = (): void => {
  useEffect(() => {
    if (!("wakeLock" in navigator)) return;
    const listening = new AbortController();
    const { signal } = listening;
    let lock: Promise<WakeLockSentinel | null> = Promise.resolve(null);
    const ask = () => {
      if (document.visibilityState !== "visible") return;
      // Refused if the battery is low: the screen may then go off.
      lock = navigator.wakeLock.request("screen").catch(() => null);
    };
    ask();
    document.addEventListener("visibilitychange", ask, { signal });
    return () => {
      listening.abort();
      void lock.then((it) => it?.release());
    };
  }, []);
};

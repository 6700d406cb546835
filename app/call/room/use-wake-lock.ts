import { useEffect } from "react";

/** Keeps the screen on while the component is shown. The system takes the lock away with a hidden page; it is asked for again when the page is seen. */
export const useWakeLock = (): void => {
  useEffect(() => {
    if (!("wakeLock" in navigator)) return;
    const listening = new AbortController();
    const { signal } = listening;
    let lock: Promise<WakeLockSentinel | null> = Promise.resolve(null);
    const ask = () => {
      if (document.visibilityState !== "visible") return;
      // Refused where the battery is low: then the screen does as it likes.
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

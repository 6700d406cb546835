import { useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useOnline } from "./use-online.ts";
import { untilReached, useUnreached } from "./use-unreached.ts";

/** Beyond this (ms) it is asked whether the app is there at all. */
const slowMs = 6_000;

/**
 * Says while there is no network that there is none. A link or a form would only bring the browser's own page then, and what was
 * typed would be gone: they wait. Says, too, where a page does not come because the app does not answer.
 */
export function OfflineBar() {
  const isOnline = useOnline();
  const isUnreached = useUnreached();
  const { state } = useNavigation();
  const [wasStopped, setStopped] = useState(false);

  useEffect(() => {
    if (state === "idle") return;
    const leaving = new AbortController();
    const timer = setTimeout(() => void untilReached(leaving.signal), slowMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [state]);

  useEffect(() => {
    if (isOnline) return;
    const stop = (event: Event) => {
      if (event.type === "click" && !leadsAway(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setStopped(true);
    };
    document.addEventListener("click", stop, true);
    document.addEventListener("submit", stop, true);
    return () => {
      document.removeEventListener("click", stop, true);
      document.removeEventListener("submit", stop, true);
      setStopped(false);
    };
  }, [isOnline]);

  return (
    <div role="status" className="offline-bar sticky top-0 z-20 print:hidden">
      {isOnline && !isUnreached ? null : (
        <p className="border-b border-line bg-voice-soft px-4 py-2 text-center font-semibold text-voice-ink">
          {isOnline ? "PrepPal cannot be reached. What you see stays here, and it goes on once it can." : offlineWords(wasStopped)}
        </p>
      )}
    </div>
  );
}

const offlineWords = (wasStopped: boolean): string =>
  `You are offline. ${wasStopped ? "Nothing is lost: try again once you are back." : "What you see stays here."}`;

const leadsAway = ({ target }: Event): boolean => {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  return link !== null && link.origin === location.origin && !(link.pathname === location.pathname && link.hash !== "");
};

import { useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useOnline } from "./use-online.ts";
import { untilReached, useUnreached } from "./use-unreached.ts";

/** After this (ms) the app is asked whether it can be reached at all. */
const slowMs = 6_000;

/**
 * Says that there is no network, and meanwhile stops links and forms: they would only bring the browser's error page and lose what was
 * typed. Also says so if a page does not come because the app does not answer.
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

import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useOnline } from "../ui/use-online.ts";

/** Delays between polls, in ms: short at first, about two minutes in all, then no more. */
export const lookDelaysMs = [1_000, 1_500, 2_000, 3_000, 4_500, 7_000, ...Array.from({ length: 10 }, () => 10_000)];

/**
 * Reloads the page's data repeatedly while `isAwaited`, less and less often, and only while there is a network. `again` restarts it after
 * it gave up.
 */
export function useAwaited(isAwaited: boolean): { hasGivenUp: boolean; again: () => void } {
  const { revalidate, state } = useRevalidator();
  const [looks, setLooks] = useState(0);
  const isOnline = useOnline();
  const delayMs = lookDelaysMs[looks];

  useEffect(() => {
    if (!isAwaited || !isOnline || state !== "idle" || delayMs === undefined) return;
    const timer = setTimeout(() => {
      setLooks(looks + 1);
      revalidate();
    }, delayMs);
    return () => clearTimeout(timer);
  }, [isAwaited, isOnline, state, looks, delayMs, revalidate]);

  return { hasGivenUp: isAwaited && delayMs === undefined, again: () => setLooks(0) };
}

import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useOnline } from "../ui/use-online.ts";

/** Waits between looks, in ms: quick at first, two minutes in all, then no more. */
export const lookDelaysMs = [1_000, 1_500, 2_000, 3_000, 4_500, 7_000, ...Array.from({ length: 10 }, () => 10_000)];

/** Loads the page's data again and again while `isAwaited`, ever more slowly and while there is a network; `again` starts over once it gave up. */
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

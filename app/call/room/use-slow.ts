import { useEffect, useState } from "react";

/** A wait longer than this (ms) is slow. */
const slowMs = 6_000;

/** Whether something has been waited for so long that the wait is slow. */
export const useSlow = (isAwaited: boolean): boolean => {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isAwaited) return;
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isAwaited]);
  return isSlow;
};

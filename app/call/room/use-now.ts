import { useEffect, useState } from "react";

/** The page's monotonic clock (ms), read every `everyMs`. */
export const useNow = (everyMs: number): number => {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(performance.now()), everyMs);
    return () => clearInterval(tick);
  }, [everyMs]);
  return now;
};

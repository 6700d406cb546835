import { useCallback, useEffect, useRef, useState } from "react";
import { inTime } from "./in-time.client.ts";

/** A part of the page's scripts that is loaded on demand. */
type OnDemand<Part> = {
  /** Null until it has loaded. */
  part: Part | null;
  /** It could not be loaded: the network failed, or a deployment has removed it. */
  isGone: boolean;
  /** Loads it, and retries if that failed. */
  ask: () => void;
};

/** Loads a part of the page on demand. `load` must be the same function in every render. */
export const useOnDemand = <Part extends object>(load: () => Promise<Part>): OnDemand<Part> => {
  const [part, setPart] = useState<Part | null>(null);
  const [isGone, setGone] = useState(false);
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => void (isMounted.current = false);
  }, []);
  const ask = useCallback(() => {
    setGone(false);
    inTime(load()).then(
      (loaded) => isMounted.current && setPart(loaded),
      () => isMounted.current && setGone(true),
    );
  }, [load]);
  return { part, isGone, ask };
};

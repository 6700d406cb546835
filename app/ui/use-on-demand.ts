import { useCallback, useEffect, useRef, useState } from "react";
import { inTime } from "./in-time.client.ts";

/** A part of the page's scripts that is not sent with the page. */
type OnDemand<Part> = {
  /** Null until it has come. */
  part: Part | null;
  /** It could not be loaded: the network failed, or a deploy took it away. */
  isGone: boolean;
  /** Loads it, once more where that failed. */
  ask: () => void;
};

/** Loads a part of the page when it is asked for. `load` is the same from one rendering to the next. */
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

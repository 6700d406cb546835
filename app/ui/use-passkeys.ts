import { useState, useSyncExternalStore } from "react";
import { knowsPasskeys, PasskeyError } from "./passkey-calls.client.ts";

const never = () => () => undefined;

/** Whether the browser knows passkeys, null until the page runs; what is under way, and what went wrong with it. */
export const usePasskeys = () => {
  const isKnown = useSyncExternalStore<boolean | null>(never, knowsPasskeys, () => null);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<PasskeyError | null>(null);
  const run = async (work: () => Promise<void>) => {
    setPending(true);
    setError(null);
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof PasskeyError)) throw cause;
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  return { isKnown, isPending, error, run };
};

import { useState, useSyncExternalStore } from "react";
import { knowsPasskeys, PasskeyError } from "./passkey-calls.client.ts";

const never = () => () => undefined;

/** Whether the browser supports passkeys (null until scripts run), whether an operation is pending, and its error. */
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

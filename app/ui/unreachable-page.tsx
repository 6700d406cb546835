import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { Button } from "./button.tsx";
import { useOnline, useWhenBack } from "./use-online.ts";

const retryMs = 5_000;

/** Whether an error is what browsers throw if the data or a script of a page cannot be fetched. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof TypeError && /fetch|NetworkError|Load failed|imported module|importing a module/i.test(error.message);

/** Shown for a page that could not be fetched. It retries on its own, at once when the network is back. */
export function UnreachablePage() {
  const isOnline = useOnline();
  const { state, revalidate } = useRevalidator();

  useEffect(() => {
    if (!isOnline || state !== "idle") return;
    const timer = setTimeout(revalidate, retryMs);
    return () => clearTimeout(timer);
  }, [isOnline, state, revalidate]);
  useWhenBack(revalidate);

  return (
    <div className="mx-auto max-w-xl py-8 text-center sm:py-16">
      <h1 className="text-[clamp(1.75rem,1.4rem+1.6vw,2.5rem)]">{isOnline ? "PrepPal cannot be reached" : "You are offline"}</h1>
      <p className="mt-3 text-lg text-muted">
        {isOnline ? "The network is slow, or we are. " : ""}Your interviews are safe, and this page goes on by itself.
      </p>
      <div className="mt-8">
        <Button isPending={state !== "idle"} onClick={revalidate}>
          {state === "idle" ? "Try again" : "Trying…"}
        </Button>
      </div>
    </div>
  );
}

import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** Reloads the data of a page that the browser restores from its back/forward cache. */
export function FreshOnReturn() {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const look = ({ persisted }: PageTransitionEvent) => {
      if (persisted) revalidate();
    };
    window.addEventListener("pageshow", look);
    return () => window.removeEventListener("pageshow", look);
  }, [revalidate]);
  return null;
}

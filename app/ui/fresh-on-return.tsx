import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** A page that the browser has kept, and shows again on the way back, asks anew for what it shows. */
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

import { useEffect, useRef } from "react";

/**
 * Words for screen readers only. They are inserted after the live region itself, because text that a page arrives with is not announced.
 */
export function Announcement({ children }: { children: string }) {
  const region = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (region.current) region.current.textContent = children;
  }, [children]);
  return <p ref={region} role="status" className="sr-only" />;
}

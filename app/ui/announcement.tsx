import { useEffect, useRef } from "react";

/** Words for a screen reader only. They come after the region that holds them: what a page arrives with is not read out. */
export function Announcement({ children }: { children: string }) {
  const region = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (region.current) region.current.textContent = children;
  }, [children]);
  return <p ref={region} role="status" className="sr-only" />;
}

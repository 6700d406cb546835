import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "../../ui/button.tsx";

type MoreProps = { isOpen: boolean; onChange: (isOpen: boolean) => void; children: ReactNode };

/**
 * A button with a sheet above it for what a phone's bar has no room for. The sheet takes the focus, unless something in it has it, and
 * gives it back. It closes with Escape, and when something outside is pressed or focused. The page below stays active: what is said there
 * is still read out.
 */
export function More({ isOpen, onChange, children }: MoreProps) {
  const opener = useRef<HTMLSpanElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    const open = new AbortController();
    const { signal } = open;
    const leave = ({ target }: Event) => {
      const isInside = [opener, sheet].some(({ current }) => target instanceof Node && current?.contains(target));
      if (!isInside) onChange(false);
    };
    const escape = ({ key }: KeyboardEvent) => {
      if (key === "Escape") onChange(false);
    };
    const button = opener.current?.querySelector("button");
    if (!sheet.current?.contains(document.activeElement))
      sheet.current?.querySelector<HTMLElement>("button:not([aria-disabled=true])")?.focus();
    document.addEventListener("keydown", escape, { signal });
    document.addEventListener("pointerdown", leave, { signal });
    document.addEventListener("focusin", leave, { signal });
    return () => {
      open.abort();
      // What had the focus is gone with the sheet.
      if (document.activeElement === document.body) button?.focus();
    };
  }, [isOpen, onChange]);
  return (
    <>
      <span ref={opener} className="contents">
        <Button variant="secondary" aria-expanded={isOpen} aria-controls={id} onClick={() => onChange(!isOpen)}>
          More
        </Button>
      </span>
      <div ref={sheet} id={id} role="group" aria-label="More" hidden={!isOpen} className="room-sheet">
        {isOpen ? children : null}
      </div>
    </>
  );
}

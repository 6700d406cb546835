import { type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";

type MenuProps = {
  /** The menu's accessible name. */
  label: string;
  /** What is pressed to open it. */
  sign: ReactNode;
  children: ReactNode;
  className?: string;
};

/** The classes of a menu entry. */
export const menuItem =
  "flex min-h-11 w-full cursor-pointer items-center rounded-lg px-3 text-start font-semibold text-ink no-underline " +
  "hover:bg-accent-soft aria-[current=page]:bg-accent-soft";

/**
 * A menu of links and buttons that also opens without scripts. Arrow keys move through it; Escape, a choice, and a press or focus elsewhere
 * close it.
 */
export function Menu({ label, sign, children, className = "" }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const summary = () => menu.current?.querySelector("summary");
  const close = () => {
    if (menu.current) menu.current.open = false;
  };

  useEffect(() => {
    const closeFor = ({ target }: PointerEvent) => {
      if (!menu.current?.contains(target as Node)) close();
    };
    document.addEventListener("pointerdown", closeFor);
    return () => document.removeEventListener("pointerdown", closeFor);
  }, []);

  const go = (event: KeyboardEvent) => {
    const element = menu.current;
    if (!element) return;
    if (event.key === "Escape" && element.open) {
      close();
      summary()?.focus();
      event.stopPropagation();
      return;
    }
    const entries = [...element.querySelectorAll<HTMLElement>("a, button")];
    const at = entries.findIndex((it) => it === document.activeElement);
    const next = nextOf(event.key, at, entries.length);
    if (next === null) return;
    event.preventDefault();
    element.open = true;
    entries[next]?.focus();
  };

  const leave = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null && !menu.current?.contains(relatedTarget)) close();
  };

  const choose = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || !target.closest("a, button")) return;
    close();
    summary()?.focus();
  };

  return (
    <details ref={menu} onKeyDown={go} onBlur={leave} className={`relative shrink-0 open:z-10 ${className}`}>
      <summary
        aria-label={label}
        className={
          "inline-flex size-11 cursor-pointer list-none items-center justify-center rounded-full font-bold text-muted " +
          "hover:bg-accent-soft hover:text-accent-ink [&::-webkit-details-marker]:hidden"
        }
      >
        {sign}
      </summary>
      {/* Takes the focus of a press in browsers that do not focus buttons. Otherwise the menu would close under the press. */}
      <div
        tabIndex={-1}
        onClick={choose}
        className="absolute end-0 top-full mt-1 w-max max-w-[calc(100vw-2*var(--beside))] min-w-44 rounded-xl border border-line-strong bg-surface p-1.5 shadow-card"
      >
        {children}
      </div>
    </details>
  );
}

/** The index of the entry that a key leads to; null if it leads nowhere. `at` is -1 on the sign. */
const nextOf = (key: string, at: number, count: number): number | null => {
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (Math.max(at, 0) + count - 1) % count;
    case "Home":
      return at < 0 ? null : 0;
    case "End":
      return at < 0 ? null : count - 1;
    default:
      return null;
  }
};

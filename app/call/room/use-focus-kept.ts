import { type RefObject, useEffect } from "react";

/** Moves the focus to `place` when the focused element in `box` goes, by its own press or by itself; otherwise the focus would be lost. */
export const useFocusKept = (box: RefObject<HTMLElement>, place: RefObject<HTMLElement>): void => {
  useEffect(() => {
    const within = box.current;
    if (!within) return;
    const listening = new AbortController();
    let focused: Node | null = null;
    const look = ({ target }: FocusEvent) => (focused = target instanceof Node && within.contains(target) ? target : null);
    const changes = new MutationObserver(() => {
      if (!focused || focused.isConnected) return;
      focused = null;
      if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
    });
    document.addEventListener("focusin", look, { signal: listening.signal });
    changes.observe(within, { childList: true, subtree: true });
    return () => {
      listening.abort();
      changes.disconnect();
    };
  }, [box, place]);
};

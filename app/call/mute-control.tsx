import { type ReactNode, useCallback, useState } from "react";
import { Button } from "../ui/button.tsx";
import { useShortcut, useShortcutsSetting } from "./use-shortcut.ts";

type MuteControlProps = { isMuted: boolean; isAway: boolean; onToggle: () => void; children: ReactNode };

/** The button that mutes, its key with the switch for it, and what has been done, in words. */
export function MuteControl({ isMuted, isAway, onToggle, children }: MuteControlProps) {
  const [hasKey, setKey] = useShortcutsSetting();
  const [wasMuted, setWasMuted] = useState(false);
  const toggle = useCallback(() => {
    setWasMuted(true);
    onToggle();
  }, [onToggle]);
  useShortcut("m", hasKey && !isAway, toggle);
  return (
    <>
      <Button
        variant={isMuted ? "primary" : "secondary"}
        aria-pressed={isMuted}
        {...(hasKey ? { "aria-keyshortcuts": "m" } : {})}
        disabled={isAway}
        onClick={toggle}
      >
        Mute
      </Button>
      {children}
      <label className="inline-flex min-h-11 items-center gap-2 text-sm text-muted">
        <input type="checkbox" checked={hasKey} onChange={({ target }) => setKey(target.checked)} className="size-4 accent-accent" />
        The M key mutes
      </label>
      <p className={isMuted ? "basis-full text-sm text-muted" : "sr-only"} role="status">
        {isMuted ? "Muted: the interviewer cannot hear you." : wasMuted ? "Unmuted." : ""}
      </p>
    </>
  );
}

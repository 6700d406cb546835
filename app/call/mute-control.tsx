import { useCallback, useState } from "react";
import { Button } from "../ui/button.tsx";
import { useShortcut } from "./use-shortcut.ts";

type MuteControlProps = { isMuted: boolean; isAway: boolean; hasKey: boolean; onToggle: () => void };

/** The button that mutes, its key, and what has been done, in words. */
export function MuteControl({ isMuted, isAway, hasKey, onToggle }: MuteControlProps) {
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
      <p className={isMuted ? "order-last col-span-full basis-full text-center text-sm text-muted" : "sr-only"} role="status">
        {isMuted ? "Muted: the interviewer cannot hear you." : wasMuted ? "Unmuted." : ""}
      </p>
    </>
  );
}

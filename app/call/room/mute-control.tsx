import { useCallback, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { useShortcut } from "./use-shortcut.ts";

type MuteControlProps = {
  isMuted: boolean;
  isAway: boolean;
  hasKey: boolean;
  /** The stage shows that the candidate is muted; here it is then said for a screen reader alone. */
  isShown: boolean;
  onToggle: () => void;
};

/** The button that mutes, its key, and what has been done, in words. */
export function MuteControl({ isMuted, isAway, hasKey, isShown, onToggle }: MuteControlProps) {
  const [wasMuted, setWasMuted] = useState(false);
  const toggle = useCallback(() => {
    setWasMuted(true);
    onToggle();
  }, [onToggle]);
  useShortcut("m", hasKey && !isAway, toggle);
  return (
    <>
      <Button
        variant={isMuted ? "dangerSoft" : "secondary"}
        aria-pressed={isMuted}
        className="room-mute"
        {...(hasKey ? { "aria-keyshortcuts": "m" } : {})}
        isOff={isAway}
        onClick={toggle}
      >
        <Microphone isSlashed={isMuted} />
        Mute
      </Button>
      <p className={isMuted && !isShown ? "order-last col-span-full basis-full text-center text-sm text-muted" : "sr-only"} role="status">
        {isMuted ? "Muted: the interviewer cannot hear you." : wasMuted ? "Unmuted." : ""}
      </p>
    </>
  );
}

function Microphone({ isSlashed }: { isSlashed: boolean }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      data-slashed={isSlashed}
      className="size-5 flex-none"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
    >
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
      {isSlashed ? <path d="M4 3l16 18" /> : null}
    </svg>
  );
}

import { type KeyboardEvent, type PointerEvent, useCallback, useEffect } from "react";
import { Button } from "../../ui/button.tsx";
import { onPageLeft } from "./page-left.ts";
import { isTalking } from "./room-state.ts";
import { type CallActor, useCallState } from "../ports/use-call.ts";
import { useHeldKey } from "./use-shortcut.ts";

/**
 * The button to talk: held while the candidate speaks or, if `isTapped`, pressed to begin and again to end. It is released when the page is
 * left or the button goes.
 */
export function TalkButton({ call, isTapped, hasKeys }: { call: CallActor; isTapped: boolean; hasKeys: boolean }) {
  const isPressed = useCallState(call, isTalking);
  const press = useCallback(() => call.send({ type: "talk.pressed" }), [call]);
  const release = useCallback(() => call.send({ type: "talk.released" }), [call]);
  useHeldKey("v", hasKeys, press, release);
  useHeldKey(" ", hasKeys, press, release);
  useEffect(() => {
    const leaving = new AbortController();
    onPageLeft(release, leaving.signal);
    return () => {
      leaving.abort();
      release();
    };
  }, [release]);

  const down = (event: PointerEvent<HTMLButtonElement>) => {
    event.currentTarget.setPointerCapture?.(event.pointerId);
    press();
  };
  const key = (event: KeyboardEvent, act: () => void) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) act();
  };
  const held = {
    onPointerDown: down,
    onPointerUp: release,
    onPointerCancel: release,
    onLostPointerCapture: release,
    onKeyDown: (event: KeyboardEvent) => key(event, press),
    onKeyUp: (event: KeyboardEvent) => key(event, release),
    onContextMenu: (event: { preventDefault: () => void }) => event.preventDefault(),
  };
  return (
    <Button
      variant={isPressed ? "primary" : "secondary"}
      aria-pressed={isPressed}
      {...(hasKeys ? { "aria-keyshortcuts": "v" } : {})}
      className="touch-none select-none"
      {...(isTapped ? { onClick: isPressed ? release : press } : held)}
    >
      {isTapped ? "Tap to talk" : "Hold to talk"}
    </Button>
  );
}

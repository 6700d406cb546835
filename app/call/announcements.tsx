import { useEffect, useState } from "react";
import { useOnline } from "../ui/use-online.ts";
import { isReconnecting } from "./room-state.ts";
import { type CallActor, useCallState } from "./use-call.ts";

/** Tells a screen reader that the line is gone, and that it is back. */
export function Announcements({ call }: { call: CallActor }) {
  const isAway = useCallState(call, isReconnecting);
  const [{ wasAway, words }, setTold] = useState({ wasAway: isAway, words: "" });
  if (wasAway !== isAway) setTold({ wasAway: isAway, words: isAway ? "" : "You are connected again." });
  return (
    <>
      {isAway ? <AwaySpoken /> : null}
      <p role="status" className="sr-only">
        {words}
      </p>
    </>
  );
}

/** A browser may know so long (ms) after the line only that there is no network. */
const settleMs = 300;
const awayWords = {
  reconnecting: "Reconnecting. Wait a moment before you go on.",
  offline: "Wait: you are offline. It goes on by itself once you are back.",
};

/** Each once, whatever the network does meanwhile. */
function AwaySpoken() {
  const isOnline = useOnline();
  const [told, setTold] = useState<keyof typeof awayWords | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setTold((before) => (isOnline ? (before ?? "reconnecting") : "offline")), settleMs);
    return () => clearTimeout(timer);
  }, [isOnline]);
  return told === null ? null : (
    <p role="alert" className="sr-only">
      {awayWords[told]}
    </p>
  );
}

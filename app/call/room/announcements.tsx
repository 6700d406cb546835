import { useState } from "react";
import { useOnline } from "../../ui/use-online.ts";
import { isReconnecting } from "./room-state.ts";
import { type CallActor, useCallState } from "../ports/use-call.ts";

/** Tells a screen reader that the connection is lost, and that it is back. */
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

/** Says each of its two sentences at most once, whatever the network does meanwhile. */
function AwaySpoken() {
  const isOnline = useOnline();
  const [wasOffline, setWasOffline] = useState(!isOnline);
  if (!isOnline && !wasOffline) setWasOffline(true);
  return (
    <p role="alert" className="sr-only">
      {wasOffline ? "Wait: you are offline. It goes on by itself once you are back." : "Reconnecting. Wait a moment before you go on."}
    </p>
  );
}

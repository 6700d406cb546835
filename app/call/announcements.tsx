import { useState } from "react";
import { type CallActor, type CallSnapshot, useCallState } from "./use-call.ts";

const isReconnecting = (it: CallSnapshot) => it.matches({ live: { connection: "reconnecting" } });

/** Tells a screen reader that the line is back. That it is gone is a notice on the page. */
export function Announcements({ call }: { call: CallActor }) {
  const isAway = useCallState(call, isReconnecting);
  const [{ wasAway, words }, setTold] = useState({ wasAway: isAway, words: "" });
  if (wasAway !== isAway) setTold({ wasAway: isAway, words: isAway ? "" : "You are connected again." });
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}

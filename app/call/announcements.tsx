import { useState } from "react";
import { type CallActor, type CallSnapshot, useCallState } from "./use-call.ts";

type Seen = { isReconnecting: boolean; isMuted: boolean };

const isReconnecting = (it: CallSnapshot) => it.matches({ live: { connection: "reconnecting" } });
const isMuted = (it: CallSnapshot) => it.context.isMuted;

/** Tells a screen reader what is over: that the line is back, and that the candidate is heard again. What begins is a notice on the page. */
export function Announcements({ call }: { call: CallActor }) {
  const now: Seen = { isReconnecting: useCallState(call, isReconnecting), isMuted: useCallState(call, isMuted) };
  const [{ before, words }, setSeen] = useState({ before: now, words: "" });
  if (before.isReconnecting !== now.isReconnecting || before.isMuted !== now.isMuted) setSeen({ before: now, words: wordsOf(before, now) });
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}

const wordsOf = (before: Seen, now: Seen): string => {
  if (before.isReconnecting && !now.isReconnecting) return "You are connected again.";
  if (before.isMuted && !now.isMuted) return "You are no longer muted.";
  return "";
};

import { clock } from "../../ui/clock.ts";
import { type CallActor, type CallSnapshot, useCallState } from "../ports/use-call.ts";
import { useNow } from "./use-now.ts";

/** What was said longer ago (ms) than this should be stored by now. */
const behindMs = 30_000;

const savedOf = (it: CallSnapshot): number | null => {
  const { saved, startedAtMs } = it.context;
  return saved === null || startedAtMs === null ? null : Math.max(0, saved.atMs - startedAtMs);
};
/** When the first final caption that is not stored began (ms of the page's clock); Infinity if there is none. */
const unsavedOf = ({ context: { saved, startedAtMs, captions } }: CallSnapshot): number => {
  const first = captions.find(({ isFinal, seq = 0 }) => isFinal && seq > (saved?.upToSeq ?? 0));
  return first ? (startedAtMs ?? 0) + (first.atMs ?? 0) : Infinity;
};

/** Says up to which time of the interview everything is stored, with an alert if storing has fallen behind. */
export function SavedMark({ call }: { call: CallActor }) {
  const savedMs = useCallState(call, savedOf);
  const unsavedAtMs = useCallState(call, unsavedOf);
  const isBehind = useNow(1_000) - unsavedAtMs > behindMs;
  if (savedMs === null) return null;
  return (
    <p className={`text-sm tabular-nums ${isBehind ? "font-semibold text-danger-ink" : "room-saved text-muted"}`}>
      {`Saved up to ${clock(savedMs)}${isBehind ? ". " : ""}`}
      {isBehind ? <span role="alert">What was said since is not stored yet: keep this page open.</span> : null}
    </p>
  );
}

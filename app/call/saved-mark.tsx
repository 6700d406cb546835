import { clock } from "./clock.ts";
import { type CallActor, type CallSnapshot, useCallState } from "./use-call.ts";

const savedOf = (it: CallSnapshot): number | null => {
  const { saved, startedAtMs } = it.context;
  return saved === null || startedAtMs === null ? null : Math.max(0, saved.atMs - startedAtMs);
};

/** Up to when (time of the interview) everything that was said is stored. */
export function SavedMark({ call }: { call: CallActor }) {
  const savedMs = useCallState(call, savedOf);
  return savedMs === null ? null : <p className="text-sm text-muted tabular-nums">Saved up to {clock(Math.floor(savedMs / 1000))}</p>;
}

import type { Keeper, KeepProblem } from "../../recording/keeper.ts";
import { useWatched } from "../../ui/use-watched.ts";

const words: Record<KeepProblem, string> = {
  full: "The recording stopped: this device has no room left. The interview goes on.",
  failed: "The recording stopped: the browser does not let it be kept. The interview goes on.",
};

/** Says that a recording runs, or why it has stopped. */
export function RecordingMark({ keeper }: { keeper: Keeper }) {
  const problem = useWatched(keeper);
  return (
    <p role="status" className={`text-sm ${problem ? "font-semibold text-danger-ink" : "text-muted"}`}>
      {problem ? words[problem] : "Recording on this device"}
    </p>
  );
}

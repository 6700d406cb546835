import { useWatched } from "../../ui/use-watched.ts";
import type { AnswerTime } from "../ports/answer-time.ts";

/** How long the newest answer took, in words, only where that was too long. Not read out: the interviewer is speaking. */
export function AnswerWords({ answers }: { answers: AnswerTime }) {
  const slowMs = useWatched(answers);
  if (slowMs === null) return null;
  return (
    <p className="room-slow text-sm font-semibold text-danger-ink">{`The interviewer took ${Math.round(slowMs / 1000)} s to answer`}</p>
  );
}

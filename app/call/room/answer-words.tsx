import { useWatched } from "../../ui/use-watched.ts";
import type { AnswerTime } from "../ports/answer-time.ts";

/** Says how long the interviewer's newest answer took if that was too long. Not read out, as the interviewer is speaking. */
export function AnswerWords({ answers }: { answers: AnswerTime }) {
  const slowMs = useWatched(answers);
  if (slowMs === null) return null;
  return (
    <p className="room-slow text-sm font-semibold text-danger-ink">{`The interviewer took ${Math.round(slowMs / 1000)} s to answer`}</p>
  );
}

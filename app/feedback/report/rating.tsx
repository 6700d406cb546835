import type { Rating as Rated } from "../../../contract/report.ts";
import { rubric } from "../../../report/rubric.ts";
import { Quotes } from "./quotes.tsx";
import { useReading } from "./reading.ts";

/** One dimension of one answer: what its score means in words, what is missing, and the quotes that support it. */
export function Rating({ rating: { dim, score, gap, evidence } }: { rating: Rated }) {
  const { unrated } = useReading();
  const { name, anchors } = rubric[dim];
  return (
    <div className="break-inside-avoid">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h4 className="font-semibold">{name}</h4>
        {score === null ? null : <Steps name={name} score={score} />}
      </div>
      <p className="mt-1 text-muted">{sentence(score === null ? unrated : (anchors[score - 1] ?? ""))}</p>
      {gap ? (
        <p className="mt-1">
          <span className="font-semibold">Missing: </span>
          {gap}
        </p>
      ) : null}
      {evidence.length > 0 ? (
        <div className="mt-2">
          <Quotes evidence={evidence} />
        </div>
      ) : null}
    </div>
  );
}

/** Filled steps out of five, with words for screen readers. */
function Steps({ name, score }: { name: string; score: number }) {
  return (
    <span className="inline-flex items-center gap-2 text-sm text-muted">
      <svg viewBox="0 0 54 10" role="img" aria-label={`${name}: step ${score} of 5`} className="h-2.5 w-14 forced-color-adjust-none">
        {[0, 1, 2, 3, 4].map((step) => (
          <rect
            key={step}
            x={step * 11 + 0.5}
            y="0.5"
            width="9"
            height="9"
            rx="2"
            className={step < score ? "fill-accent stroke-accent" : "fill-transparent stroke-line-strong"}
          />
        ))}
      </svg>
      <span aria-hidden="true" className="tabular-nums">
        {score} of 5
      </span>
    </span>
  );
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

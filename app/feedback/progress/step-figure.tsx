import { Moment } from "../../ui/moment.tsx";
import type { StepTrend } from "./step-trends.ts";

const [pitch, height, steps] = [16, 40, 5];
const bar = 12;

/**
 * The ratings of one point as columns of five steps, one column per interview, oldest first. The first and the last are also given in
 * words.
 */
export function StepFigure({ trend: { name, points } }: { trend: StepTrend }) {
  const [first, last] = [points[0], points.at(-1)];
  const width = points.length * pitch - (pitch - bar);
  return (
    <figure className="flex break-inside-avoid flex-wrap items-end justify-between gap-x-6 gap-y-2 py-3">
      <figcaption className="min-w-0 grow basis-60">
        {name} <span className="font-semibold whitespace-nowrap tabular-nums">{`${first?.value} → ${last?.value} of ${steps}`}</span>
        <span className="block text-sm text-muted">
          <Moment iso={first?.at ?? ""} isDateOnly /> – <Moment iso={last?.at ?? ""} isDateOnly />
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={`${name}, steps of ${steps}, the oldest first: ${points.map(({ value }) => value).join(", ")}.`}
        className="max-w-full forced-color-adjust-none"
      >
        {points.map(({ id, value }, index) => {
          const filled = (value / steps) * height;
          return (
            <g key={id}>
              <rect x={index * pitch} width={bar} height={height} rx="2" className="fill-sunken" />
              <rect x={index * pitch} y={height - filled} width={bar} height={filled} rx="2" className="fill-accent" />
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

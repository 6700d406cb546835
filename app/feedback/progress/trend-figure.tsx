import { Moment } from "../../ui/moment.tsx";
import { Fold } from "../../ui/fold.tsx";
import { Link } from "@remix-run/react";
import { median } from "../delivery/measured.ts";
import type { Point, Trend } from "./trends.ts";

const [width, height, margin] = [600, 120, 12];

/** One value per interview as a dot, on a scale that begins at zero, with the median as a line. */
export function TrendFigure({ trend: { name, points, middle } }: { trend: Trend }) {
  const highest = Math.max(...points.map(({ value }) => value)) || 1;
  const x = (index: number) => margin + (index * (width - 2 * margin)) / Math.max(1, points.length - 1);
  const y = (value: number) => height - margin - (value / highest) * (height - 2 * margin);
  const middleY = y(median(points.map(({ value }) => value)) ?? 0);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <figure className="break-inside-avoid">
      <figcaption className="mb-2 font-semibold">{name}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${name}: first ${first?.words}, last ${last?.words}, ${middle} the median of ${points.length}.`}
        className="w-full rounded-xl bg-sunken forced-color-adjust-none"
      >
        <line x1="0" x2={width} y1={middleY} y2={middleY} strokeDasharray="5 5" className="stroke-line-strong" />
        {points
          .slice(1)
          .map((point, index) =>
            point.isApart ? null : (
              <line
                key={point.id}
                x1={x(index)}
                y1={y(points[index]?.value ?? 0)}
                x2={x(index + 1)}
                y2={y(point.value)}
                strokeWidth="2"
                className="stroke-voice-strong"
              />
            ),
          )}
        {points.map(({ id, value }, index) => (
          <circle key={id} cx={x(index)} cy={y(value)} r="6" className="fill-voice stroke-voice-strong" />
        ))}
      </svg>
      <p className="mt-1 grid grid-cols-2 gap-x-4 text-sm text-muted">
        <span>
          {first ? <Moment iso={first.at} isDateOnly /> : null}: {first?.words}
        </span>
        <span className="text-end">
          {last ? <Moment iso={last.at} isDateOnly /> : null}: {last?.words}
        </span>
        <span className="col-span-2">Dashed: {middle}, the median</span>
      </p>
      <Fold summary="As a table">
        <TrendTable name={name} points={points} />
      </Fold>
    </figure>
  );
}

function TrendTable({ name, points }: { name: string; points: Point[] }) {
  return (
    <table className="text-left text-sm">
      <caption className="sr-only">{name}</caption>
      <thead>
        <tr>
          <th scope="col" className="pr-6">
            Interview
          </th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {points.map(({ id, at, words, isApart }) => (
          <tr key={id} className="border-t border-line">
            <th scope="row" className="py-1 pr-6 font-normal">
              <Link
                to={`/interview/${id}/feedback`}
                className="inline-flex items-center text-accent-ink underline underline-offset-4 pointer-coarse:min-h-11"
              >
                <Moment iso={at} />
              </Link>
            </th>
            <td className="py-1 tabular-nums">
              {words}
              {isApart ? ", known in another way than before" : ""}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

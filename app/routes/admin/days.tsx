import type { Day } from "../../admin/figures.server.ts";
import { Table } from "../../ui/table.tsx";

/** The segments of a bar from bottom to top, with a word for each. */
const outcomes = [
  { status: "COMPLETED", words: "Completed", fill: "fill-accent" },
  { status: "ERROR", words: "Error", fill: "fill-danger" },
  { status: "IN_PROGRESS", words: "In progress", fill: "fill-voice" },
  { status: "PENDING", words: "Not begun", fill: "fill-line-strong" },
] as const;

const width = 600;
const height = 120;

/** The interviews of each day by outcome, as bars and as a table. */
export function Days({ days }: { days: Day[] }) {
  const most = Math.max(1, ...days.map(({ outcomes }) => sum(outcomes)));
  return (
    <>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Interviews by day, ${most} at most; the table below has the numbers`}
        className="mt-4 w-full"
      >
        {days.map((day, at) => (
          <Bar key={day.day} day={day} most={most} left={(at * width) / days.length} thick={width / days.length - 3} />
        ))}
        <path d={`M0 ${height}H${width}`} className="stroke-line-strong" />
      </svg>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
        {outcomes.map(({ status, words, fill }) => (
          <li key={status} className="flex items-center gap-1.5">
            <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5">
              <rect width="10" height="10" className={fill} />
            </svg>
            {words}
          </li>
        ))}
      </ul>
      <Table
        label="Interviews by day"
        head={["Day", ...outcomes.map(({ words }) => words), "Minutes", "Hand-overs", "Cost"]}
        rows={days
          .toReversed()
          .filter((day) => sum(day.outcomes) > 0 || day.usd > 0)
          .map((day) => [
            day.day,
            ...outcomes.map(({ status }) => day.outcomes[status] ?? 0),
            Math.round(day.minutes),
            day.handovers,
            `$${day.usd.toFixed(2)}`,
          ])}
      />
    </>
  );
}

const sum = (outcomes: Day["outcomes"]) => Object.values(outcomes).reduce((all, it) => all + it, 0);

function Bar({ day, most, left, thick }: { day: Day; most: number; left: number; thick: number }) {
  const parts = outcomes.map(({ status, fill }) => ({ status, fill, tall: ((day.outcomes[status] ?? 0) / most) * (height - 4) }));
  return (
    <g>
      {parts.map(({ status, fill, tall }, at) => {
        const below = parts.slice(0, at).reduce((all, it) => all + it.tall, 0);
        return tall === 0 ? null : <rect key={status} x={left} width={thick} y={height - below - tall} height={tall} className={fill} />;
      })}
    </g>
  );
}

import { chartGraph } from "./chart-graph.ts";
import { machines } from "./machines.ts";
import type { Side } from "./observation.ts";
import { pathOf } from "./state-paths.ts";

/** A chart as a table, for screen readers and for searching. */
export function ChartWords({ side }: { side: Side }) {
  const { transitions } = chartGraph(machines[side]);
  return (
    <details className="min-w-0 rounded-2xl border border-line bg-surface">
      <summary className="min-h-11 cursor-pointer px-4 py-2.5 font-semibold">
        The {side} chart as a table <span className="font-normal text-muted">({transitions.length} transitions)</span>
      </summary>
      <div className="overflow-x-auto border-t border-line" tabIndex={0} role="group" aria-label={`Transitions of the ${side} machine`}>
        <table className="w-full text-left text-sm">
          <thead className="bg-sunken">
            <tr>
              {["State", "On", "If", "Does", "Goes to"].map((it) => (
                <th key={it} scope="col" className="px-4 py-2 font-semibold">
                  {it}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="font-mono text-xs">
            {transitions.map(({ source, on, guard, actions, target }, index) => (
              <tr key={index} className="border-t border-line align-top">
                <th scope="row" className="px-4 py-2 font-normal">
                  {source === side ? "any" : pathOf(source)}
                </th>
                <td className="px-4 py-2 font-semibold">{on}</td>
                <td className="px-4 py-2 text-voice-ink">{guard}</td>
                <td className="px-4 py-2 text-muted">{actions.join(", ")}</td>
                <td className="px-4 py-2">{target === null ? "stays" : pathOf(target)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

import { memo, useId } from "react";
import { type Side, sides } from "./observation.ts";
import { Header, WireLabel } from "./chart-labels.tsx";
import type { Box, ChartView } from "./chart-view.ts";
import { pathOf } from "./state-paths.ts";

type DrawingProps = { view: ChartView; scale: number; active: ReadonlySet<string>; leaves: ReadonlySet<string>; left: ReadonlySet<string> };

/** A chart as a picture: nested boxes, lines, and their labels on top. Which states are lit is said in words beside it. */
export const ChartDrawing = memo(function ChartDrawing({ view, scale, active, leaves, left }: DrawingProps) {
  const id = useId();
  const lit = looks[sides.find((it) => it === view.id) ?? "interview"];
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title`}
      width={view.width * scale}
      height={view.height * scale}
      viewBox={`0 0 ${view.width} ${view.height}`}
      className="mx-auto block select-none"
    >
      <title id={`${id}-title`}>{`The ${view.id} machine: ${describe(leaves)}`}</title>
      <defs>
        {[false, true].map((isLit) => (
          <marker
            key={String(isLit)}
            id={`${id}-${isLit}`}
            markerUnits="userSpaceOnUse"
            markerWidth="9"
            markerHeight="8"
            refX="8"
            refY="4"
            orient="auto"
          >
            <path d="M0 0L9 4L0 8z" className={isLit ? lit.arrow : "fill-line-strong"} />
          </marker>
        ))}
      </defs>
      {view.boxes.map((box) => (
        <Frame key={box.state.id} box={box} className={frameClass(box, { active, leaves, left }, lit)} />
      ))}
      {view.wires.map((wire) => (
        <path
          key={wire.id}
          d={wire.path}
          markerEnd={`url(#${id}-${leaves.has(wire.source)})`}
          className={`fill-none ${leaves.has(wire.source) ? `${lit.wire} stroke-2 [vector-effect:non-scaling-stroke]` : "stroke-line-strong"}`}
        />
      ))}
      {view.signs.map(({ id: signId, x, y, width, height, text: words }) => (
        <g key={signId}>
          <rect {...{ x, y, width, height }} rx={height / 2} className="fill-sunken stroke-line-strong" />
          <text x={x + width / 2} y={y + 16} textAnchor="middle" className="fill-ink font-mono text-[11px]">
            {words}
          </text>
        </g>
      ))}
      {view.labels.map((label) => (
        <WireLabel key={label.id} label={label} stroke={leaves.has(label.source) ? lit.wire : "stroke-none"} />
      ))}
      {view.boxes.map((box) => (
        <Header key={box.state.id} box={box} scale={scale} tone={leaves.has(box.state.id) ? lit.ink : "fill-ink"} />
      ))}
    </svg>
  );
});

const describe = (leaves: ReadonlySet<string>) => (leaves.size === 0 ? "not running" : `in ${[...leaves].map(pathOf).join(" and ")}`);

/**
 * As everywhere in PrepPal, petrol is the interviewer's side and marigold the candidate's. The report, which comes after both, is green.
 */
const looks: Record<Side, { leaf: string; around: string; wire: string; arrow: string; ink: string }> = {
  interview: {
    leaf: "fill-accent-soft stroke-accent",
    around: "stroke-accent",
    wire: "stroke-accent",
    arrow: "fill-accent",
    ink: "fill-accent-ink",
  },
  feedback: {
    leaf: "fill-good-soft stroke-good-ink",
    around: "stroke-good-ink",
    wire: "stroke-good-ink",
    arrow: "fill-good-ink",
    ink: "fill-good-ink",
  },
  call: { leaf: "fill-voice-soft stroke-voice", around: "stroke-voice", wire: "stroke-voice", arrow: "fill-voice", ink: "fill-voice-ink" },
};

type Lit = Pick<DrawingProps, "active" | "leaves" | "left">;

const frameClass = ({ state, depth }: Box, { active, leaves, left }: Lit, lit: (typeof looks)[Side]): string => {
  const ground = depth % 2 === 1 ? "fill-surface" : "fill-paper";
  if (depth === 0) return "fill-none stroke-none";
  if (leaves.has(state.id)) return `${lit.leaf} stroke-3`;
  if (left.has(state.id)) return `${ground} stroke-ink stroke-2 [stroke-dasharray:2_5]`;
  if (active.has(state.id)) return `${ground} ${lit.around} stroke-2`;
  return `${ground} stroke-line`;
};

function Frame({ box: { x, y, width, height, state, isTop }, className }: { box: Box; className: string }) {
  const rx = isTop ? 14 : 10;
  return (
    <>
      <rect {...{ x, y, width, height, rx }} className={`[vector-effect:non-scaling-stroke] ${className}`} />
      {state.kind === "final" ? (
        <rect x={x + 4} y={y + 4} width={width - 8} height={height - 8} rx={rx - 3} className="fill-none stroke-line-strong" />
      ) : null}
    </>
  );
}

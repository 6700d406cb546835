import { type Line, type Span, type as text } from "./chart-text.ts";
import type { Box, Label } from "./chart-view.ts";

/** At a smaller scale only the names of top-level states are legible, and they are drawn larger. */
const legibleFrom = 0.45;

export function Header({ box: { x, y, width, state, lines, isTop }, scale, tone }: { box: Box; scale: number; tone: string }) {
  const { isInitial } = state;
  if (isTop && scale < legibleFrom) {
    const size = Math.min(13 / scale, (width - 12) / (state.name.length * 0.72));
    return (
      <text x={x + size / 2} y={y + size * 1.4} fontSize={size} strokeWidth={size / 3} className={`font-semibold ${tone} ${halo}`}>
        {state.name}
      </text>
    );
  }
  const around = state.kind === "atomic" || state.kind === "final" ? "" : `stroke-4 ${halo}`;
  return (
    <g>
      {isInitial ? <circle cx={x + 17} cy={y + 18} r={4} className={tone} /> : null}
      <text x={x + (isInitial ? 27 : 13)} y={y + 23} className={`font-semibold ${tone} ${isTop ? "text-[16px]" : "text-[14px]"} ${around}`}>
        {state.name}
        {state.kind === "parallel" ? <tspan className="fill-muted font-normal">{"  ∥ all at once"}</tspan> : null}
      </text>
      <Lines lines={lines} x={x + 13} y={y + 43} />
    </g>
  );
}

export function WireLabel({ label: { x, y, width, height, lines }, stroke }: { label: Label; stroke: string }) {
  return (
    <g>
      <rect {...{ x, y, width, height }} rx={5} className={`fill-sunken ${stroke}`} />
      <Lines lines={lines} x={x + 6} y={y + 15} />
    </g>
  );
}

const halo = "[paint-order:stroke] stroke-surface [stroke-linejoin:round]";

function Lines({ lines, x, y }: { lines: Line[]; x: number; y: number }) {
  return lines.map((line, index) => (
    <text key={index} x={x} y={y + index * text.line} className="font-mono text-[11px] whitespace-pre">
      {line.map((span, at) => (
        <tspan key={at} className={tones[span.tone]}>
          {span.text}
        </tspan>
      ))}
    </text>
  ));
}

const tones: Record<Span["tone"], string> = { event: "fill-ink font-semibold", guard: "fill-voice-ink", action: "fill-muted" };

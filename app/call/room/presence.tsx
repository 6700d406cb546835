import { useState } from "react";
import type { StageState } from "./room-state.ts";

/** The interviewer's mark: nine bars in a ring, which show by shape and movement whose turn it is, and close at the end. */
export function Presence({ state, endsAtMs }: { state: StageState | "over"; endsAtMs: number | null }) {
  const isWaitedFor = state === "due" || state === "opening";
  const isMoving = state === "speaking" || state === "again" || isWaitedFor;
  const look = isMoving ? `voice-bar ${isWaitedFor ? "voice-bar-slow" : ""}` : state === "over" ? "voice-bar-closing" : "";
  return (
    <div aria-hidden="true" className="room-presence relative size-24 lg:size-32">
      <svg viewBox="0 0 120 120" className="size-full">
        <circle
          cx="60"
          cy="60"
          r="54"
          fill="none"
          stroke="currentColor"
          strokeWidth={state === "answering" || state === "held" ? 3 : 1.5}
          strokeDasharray={state === "held" || state === "away" ? "6 8" : undefined}
          opacity={0.5}
        />
        {endsAtMs === null ? null : <Ring key={endsAtMs} endsAtMs={endsAtMs} />}
      </svg>
      {heights.map((height, index) => (
        <span
          key={index}
          className={`absolute rounded-full bg-current forced-colors:bg-[CanvasText] ${look}`}
          style={barAt(28 + index * 7, isMoving ? height : 4)}
        />
      ))}
    </div>
  );
}

/** In 120ths of the mark's width. */
const heights = [14, 26, 40, 30, 48, 30, 40, 26, 14];

/** Not drawn in the SVG: what moves there is laid out anew for every frame. */
const barAt = (left: number, height: number) => ({
  left: percent(left),
  width: percent(4),
  top: percent(60 - height / 2),
  height: percent(height),
});
const percent = (of120: number): string => `${(of120 * 100) / 120}%`;

/** Fills in the last second before the answer ends; speech takes it away. */
function Ring({ endsAtMs }: { endsAtMs: number }) {
  const [delayMs] = useState(() => Math.max(0, endsAtMs - performance.now() - 1_000));
  return (
    <circle
      className="answer-ring"
      cx="60"
      cy="60"
      r="54"
      fill="none"
      stroke="currentColor"
      strokeWidth="6"
      pathLength="1"
      strokeDasharray="1"
      transform="rotate(-90 60 60)"
      style={{ animationDelay: `${delayMs}ms` }}
    />
  );
}

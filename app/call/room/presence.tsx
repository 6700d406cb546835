import { useState } from "react";
import type { StageState } from "./room-state.ts";

/** The interviewer's mark: nine bars in a ring, which show by shape and movement whose turn it is, and close at the end. */
export function Presence({ state, endsAtMs }: { state: StageState | "over"; endsAtMs: number | null }) {
  const isWaitedFor = state === "due" || state === "opening";
  const isMoving = state === "speaking" || state === "again" || isWaitedFor;
  const look = isMoving ? `voice-bar ${isWaitedFor ? "voice-bar-slow" : ""}` : state === "over" ? "voice-bar-closing" : "";
  return (
    <svg viewBox="0 0 120 120" aria-hidden="true" className="size-24 lg:size-32">
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
      {heights.map((height, index) => (
        <rect
          key={index}
          className={look}
          x={30 + index * 7 - 2}
          y={60 - (isMoving ? height : 4) / 2}
          width="4"
          height={isMoving ? height : 4}
          rx="2"
          fill="currentColor"
        />
      ))}
    </svg>
  );
}

const heights = [14, 26, 40, 30, 48, 30, 40, 26, 14];

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

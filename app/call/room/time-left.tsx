import { useState } from "react";
import { clock } from "../../ui/clock.ts";
import { useNow } from "./use-now.ts";

const secondMs = 1_000;
const lastSeconds = 300;
/** How long (s) a warning stays, to be read out; later it would be false. */
const shownSeconds = 10;
const warnings = [
  { atSeconds: lastSeconds, words: "Five minutes left." },
  { atSeconds: 60, words: "One minute left." },
  { atSeconds: 0, words: "The time is up." },
];

type TimeLeftProps = { endsAtMs: number; startedAtMs: number | null };

/**
 * Shows the time left or, as the candidate likes, the time gone, by the page's monotonic clock (ms). Says once for a screen reader when
 * five minutes and one minute are left, and when the time is up.
 */
export function TimeLeft({ endsAtMs, startedAtMs }: TimeLeftProps) {
  const now = useNow(secondMs);
  const [isElapsed, setElapsed] = useState(false);
  const seconds = Math.max(0, Math.ceil((endsAtMs - now) / secondMs));
  const gone = Math.max(0, Math.floor((now - (startedAtMs ?? now)) / secondMs));
  const warning = warnings.find((it) => seconds <= it.atSeconds && seconds > it.atSeconds - shownSeconds);
  const label = isElapsed ? "Time gone" : "Time left";
  return (
    <p className={`flex items-center gap-2 tabular-nums ${seconds <= lastSeconds ? "font-semibold text-danger-ink" : "text-muted"}`}>
      <button
        type="button"
        aria-label={isElapsed ? "Show the time left" : "Show the time gone"}
        onClick={() => setElapsed(!isElapsed)}
        className="min-h-11 cursor-pointer text-sm underline decoration-dotted underline-offset-4"
      >
        {label}
      </button>
      <span role="timer" aria-label={label}>
        {clock(secondMs * (isElapsed ? gone : seconds)).padStart(5, "0")}
      </span>
      <span role="status" className="sr-only">
        {warning?.words}
      </span>
    </p>
  );
}

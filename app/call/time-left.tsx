import { useEffect, useState } from "react";

const secondMs = 1_000;
const warnings = [
  { atSeconds: 300, words: "Five minutes left." },
  { atSeconds: 60, words: "One minute left." },
];

const clock = (seconds: number): string => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const pad = (it: number) => String(it).padStart(2, "0");
  return `${hours > 0 ? `${hours}:` : ""}${pad(minutes)}:${pad(seconds % 60)}`;
};

/** Counts down to the time limit (Unix ms) and says so when five minutes and when one minute are left. */
export function TimeLeft({ endsAtUnixMs }: { endsAtUnixMs: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), secondMs);
    return () => clearInterval(tick);
  }, []);
  const seconds = Math.max(0, Math.ceil((endsAtUnixMs - now) / secondMs));
  const warning = warnings.findLast((it) => seconds <= it.atSeconds);
  return (
    <p className={`flex items-baseline gap-2 tabular-nums ${warning ? "font-semibold text-danger-ink" : "text-muted"}`}>
      <span role="timer" aria-label="Time left">
        {clock(seconds)}
      </span>
      <span role="status" className="text-sm">
        {warning?.words}
      </span>
    </p>
  );
}

import { useEffect, useState } from "react";

const secondMs = 1_000;
const lastSeconds = 300;
/** So long words of the time left are there to be read out; later they would be false. */
const shownSeconds = 10;
const warnings = [
  { atSeconds: lastSeconds, words: "Five minutes left." },
  { atSeconds: 60, words: "One minute left." },
  { atSeconds: 0, words: "The time is up." },
];

const clock = (seconds: number): string => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const pad = (it: number) => String(it).padStart(2, "0");
  return `${hours > 0 ? `${hours}:` : ""}${pad(minutes)}:${pad(seconds % 60)}`;
};

/** Counts down to the time limit (ms of the page's monotonic clock) and says so once when five minutes and when one minute are left. */
export function TimeLeft({ endsAtMs }: { endsAtMs: number }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(performance.now()), secondMs);
    return () => clearInterval(tick);
  }, []);
  const seconds = Math.max(0, Math.ceil((endsAtMs - now) / secondMs));
  const warning = warnings.find((it) => seconds <= it.atSeconds && seconds > it.atSeconds - shownSeconds);
  return (
    <p className={`flex items-baseline gap-2 tabular-nums ${seconds <= lastSeconds ? "font-semibold text-danger-ink" : "text-muted"}`}>
      <span aria-hidden="true" className="text-sm">
        Time left
      </span>
      <span role="timer" aria-label="Time left">
        {clock(seconds)}
      </span>
      <span role="status" className="sr-only">
        {warning?.words}
      </span>
    </p>
  );
}

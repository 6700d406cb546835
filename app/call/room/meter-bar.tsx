import { useWatched } from "../../ui/use-watched.ts";
import type { Meter } from "../audio/meter.ts";

const tones = { candidate: "bg-voice", interviewer: "bg-accent" };

export function MeterBar({ meter, label, tone }: { meter: Meter; label: string; tone: keyof typeof tones }) {
  const { level } = useWatched(meter);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(level * 100)}
      className="h-2 w-full overflow-hidden rounded-full bg-line forced-colors:border"
    >
      <div
        className={`h-full origin-left rounded-full transition-transform duration-75 forced-colors:bg-[Highlight] ${tones[tone]}`}
        style={{ transform: `scaleX(${level})` }}
      />
    </div>
  );
}

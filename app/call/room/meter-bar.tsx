import { useEffect, useState } from "react";
import type { Meter } from "../audio/meter.ts";

/** A level is shown no sooner after the one before (ms): each costs a slow phone a frame. */
const paceMs = 90;
const tones = { candidate: "bg-voice", interviewer: "bg-accent" };

export function MeterBar({ meter, label, tone }: { meter: Meter; label: string; tone: keyof typeof tones }) {
  const percent = usePercent(meter);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-2 w-full overflow-hidden rounded-full bg-line forced-colors:border"
    >
      <div
        className={`h-full origin-left rounded-full forced-colors:bg-[Highlight] ${tones[tone]}`}
        style={{ transform: `scaleX(${percent / 100})` }}
      />
    </div>
  );
}

/** The level in percent, at its pace; at once when speech begins or stops, and when nothing is heard any more. */
const usePercent = (meter: Meter): number => {
  const [percent, setPercent] = useState(0);
  useEffect(() => {
    let isSpeaking = false;
    let shownAtMs = -Infinity;
    const look = () => {
      const [now, nowMs] = [meter.read(), performance.now()];
      if (now.level > 0 && now.isSpeaking === isSpeaking && nowMs - shownAtMs < paceMs) return;
      ({ isSpeaking } = now);
      shownAtMs = nowMs;
      setPercent(Math.round(now.level * 100));
    };
    look();
    return meter.subscribe(look);
  }, [meter]);
  return percent;
};

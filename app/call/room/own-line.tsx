import { useEffect, useState } from "react";
import { clock } from "../../ui/clock.ts";
import type { Meter } from "../audio/meter.ts";
import { useNow } from "./use-now.ts";

const bars = 32;
const stepMs = 150;

/**
 * Stands for the candidate's answer until its caption comes: how long it has lasted, and its loudness as a growing row of bars. For the eye
 * only.
 */
export function OwnLine({ meter, sinceMs }: { meter: Meter; sinceMs: number }) {
  const [levels, setLevels] = useState<readonly number[]>([]);
  const now = useNow(250);
  useEffect(() => {
    let loudest = 0;
    const stop = meter.subscribe(() => (loudest = Math.max(loudest, meter.read().level)));
    const step = setInterval(() => {
      const level = loudest;
      loudest = meter.read().level;
      setLevels((before) => [...before.slice(1 - bars), level]);
    }, stepMs);
    return () => {
      stop();
      clearInterval(step);
    };
  }, [meter]);
  return (
    <div aria-hidden="true" className="flex items-center gap-2 text-voice-ink">
      <span className="text-sm font-semibold">You</span>
      <span className="text-sm tabular-nums">{clock(Math.max(0, now - sinceMs))}</span>
      <span className="flex h-6 items-center gap-0.5">
        {levels.map((level, index) => (
          <span
            key={index}
            className="h-full w-1 rounded-full bg-voice forced-colors:bg-[CanvasText]"
            style={{ transform: `scaleY(${0.15 + 0.85 * level})` }}
          />
        ))}
      </span>
    </div>
  );
}

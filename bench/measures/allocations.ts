import { type Allocated, takeAllocations } from "../figures/allocations.ts";
import { until } from "../../harness/wait.ts";
import type { Around, Relay } from "../relays/relays.ts";
import { hold, type Load } from "./relays.ts";

type Watched = Around & { inspectorPort: number };

/**
 * Bytes of V8's heap that each function of a relay allocates for a frame of sound in either direction, the most first. Counted over
 * `frames` frames, `times` times. A busy machine does not change it, since what it delays allocates no more.
 */
export const measureAllocations = (relay: Relay, around: Watched, load: Load, { frames, times }: { frames: number; times: number }) =>
  hold(relay, around, load, async ({ tally }) => {
    const counts: Allocated[][] = [];
    for (let time = 0; time < times; time += 1) {
      const from = tally.came;
      const came = () => until(`${frames} frames`, () => tally.came >= from + frames);
      const all = await takeAllocations(around.inspectorPort, came);
      const count = tally.came - from;
      counts.push(all.map(({ name, bytes }) => ({ name, bytes: bytes / count })));
    }
    return counts;
  });

/** What all functions allocate together, in bytes for each frame. */
export const wholeOf = (all: readonly Allocated[]): number => all.reduce((sum, { bytes }) => sum + bytes, 0);

import { type Allocated, takeAllocations } from "../figures/allocations.ts";
import { until } from "../../harness/wait.ts";
import type { Around, Relay } from "../relays/relays.ts";
import { hold, type Load } from "./relays.ts";

type Watched = Around & { inspectorPort: number };

/**
 * What the functions of a relay take of V8's heap for a frame of sound, whichever way it goes, in bytes; the most first. Counted over so many frames, as often as
 * is asked: what a busy machine delays costs no more.
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

/** Of all functions together, in bytes a frame. */
export const wholeOf = (all: readonly Allocated[]): number => all.reduce((sum, { bytes }) => sum + bytes, 0);

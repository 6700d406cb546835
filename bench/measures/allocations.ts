import { type Allocated, takeAllocations } from "../figures/allocations.ts";
import { until } from "../../harness/wait.ts";
import type { Around, Relay } from "../relays/relays.ts";
import { hold, type Load } from "./relays.ts";

type Watched = Around & { inspectorPort: number };

/**
 * Bytes of V8's heap that each function of a relay allocates for a frame of sound in either direction, the most first. Counted over `ms` of
 * sound, `times` times. Each count begins in silence and ends when its last frame has arrived, so that it is of the same frames however busy
 * the machine is.
 */
export const measureAllocations = (relay: Relay, around: Watched, load: Load, { ms, times }: { ms: number; times: number }) =>
  hold(relay, around, load, async ({ candidates, tally, quiet }) => {
    const { shape } = load;
    const counts: Allocated[][] = [];
    const arrived = () => until("every frame", () => tally.came === tally.sent);
    const said = async () => {
      const due = tally.sent + candidates.length * (Math.ceil(ms / shape.upMs) + Math.ceil(ms / shape.downMs));
      candidates.forEach((candidate, at) => candidate.speak(shape, (at / candidates.length) * shape.downMs, ms));
      await until(`${due} frames`, () => tally.came >= due);
    };
    await quiet();
    for (let time = 0; time < times; time += 1) {
      await arrived();
      const from = tally.came;
      const all = await takeAllocations(around.inspectorPort, said);
      const count = tally.came - from;
      counts.push(all.map(({ name, bytes }) => ({ name, bytes: bytes / count })));
    }
    return counts;
  });

/** What all functions allocate together, in bytes for each frame. */
export const wholeOf = (all: readonly Allocated[]): number => all.reduce((sum, { bytes }) => sum + bytes, 0);

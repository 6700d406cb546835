import { setTimeout } from "node:timers/promises";
import { costOf } from "../figures/proc.ts";
import { quantile } from "../../scripts/statistics.ts";
import { shown } from "../figures/shown.ts";
import type { Around, Relay } from "../relays/relays.ts";
import { hold, type Load } from "./relays.ts";

const floodMinutes = 10;
const floodMs = 10_000;
const settleMs = 3_000;

/** What is measured of a relay with a slow reader. */
export const slowReaderHead = [
  `one who reads nothing, ${floodMinutes} min of sound in ${floodMs / 1_000} s`,
  "MB more",
  "others' down p99, ms",
];

/** A candidate who speaks and reads nothing, while far more sound comes than they could hear: how much more the relay holds, and how the others fare. */
export const measureSlowReader = (relay: Relay, around: Around, load: Load): Promise<string[]> =>
  hold(relay, around, load, async ({ pid, candidates, tally }) => {
    const [slow] = candidates;
    slow?.pause();
    const before = costOf(pid).megabytes;
    tally.fromMs = performance.now();
    await slow?.flood(load.shape, (floodMinutes * 60_000) / load.shape.downMs, floodMs);
    await setTimeout(settleMs);
    return [relay.name, shown(costOf(pid).megabytes - before), shown(quantile(tally.down, 0.99))];
  });

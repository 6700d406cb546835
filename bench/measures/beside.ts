import { median, quantile } from "../../scripts/statistics.ts";
import { shown } from "../figures/shown.ts";
import type { Around, Relay } from "../relays/relays.ts";
import { costsOver, holdAll, type Load } from "./relays.ts";

/** The columns for relays that run at the same time. "×" is the median, over the windows, of a relay's CPU divided by the first one's. */
export const besideHead = ["all at once", "CPU", "× the first", "from", "to", "up p99", "down p99", "lost"];

/**
 * Runs all relays at once, each with `load.sessions` sessions, over `windows` windows: a processor that is faster in some minutes than in
 * others is so for all of them. They evict each other from the caches, so CPU is higher than when each runs alone. Answers a table row for
 * each, and the share of the machine that other programs had.
 */
export const measureBeside = (relays: readonly Relay[], around: Around, load: Load, windows: number) =>
  holdAll(relays, around, load, async (held) => {
    for (const { tally } of held) tally.fromMs = performance.now();
    const pids = held.map(({ pid }) => pid);
    const cpuMs: number[][] = [];
    const foreign: number[] = [];
    for (let window = 0; window < windows; window += 1) {
      const measured = await costsOver(load.seconds, pids);
      cpuMs.push(measured.costs.map((cost) => (1_000 * cost.cpuMs) / load.sessions / measured.measuredMs));
      foreign.push(measured.foreign);
    }
    await held[0]?.quiet();
    const rows = held.map(({ tally }, at) => {
      const ratios = cpuMs.map((window) => window[at]! / window[0]!);
      const cpu = median(cpuMs.map((window) => window[at]!));
      const [up, down] = [quantile(tally.up, 0.99), quantile(tally.down, 0.99)];
      const figures = [cpu, median(ratios), Math.min(...ratios), Math.max(...ratios), up, down];
      return [relays[at]!.name, ...figures.map(shown), String(tally.sent - tally.came)];
    });
    return { rows, foreign };
  });

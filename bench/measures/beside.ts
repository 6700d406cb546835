import { median, quantile } from "../../scripts/statistics.ts";
import { shown } from "../figures/shown.ts";
import type { Around, Relay } from "../relays/relays.ts";
import { costsOver, holdAll, type Load } from "./relays.ts";

/** What is measured of relays that work at the same time: "×" is the median of what each window's CPU is to the first relay's. */
export const besideHead = ["all at once", "CPU", "× the first", "from", "to", "up p99", "down p99", "lost"];

/**
 * All relays at once, each with so many sessions, over so many windows: a processor that is quicker in some minutes than in others is so for all of
 * them. They take each other's caches, so CPU is more than where each is alone. Answers a row of the table for each, and what others had of the machine.
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

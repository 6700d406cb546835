import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Call, Tally } from "../load/call.ts";
import { costOf, machineTicks } from "../figures/proc.ts";
import { foreignShare, median, quantile } from "../figures/statistics.ts";
import { shown } from "../figures/table.ts";
import type { Around, Relay } from "../relays/relays.ts";
import type { Load } from "./relays.ts";

const warmUpMs = 5_000;
const settleMs = 1_000;

/** What is measured of relays that work at the same time: the second is the median of what each window's CPU is to the first relay's. */
export const besideHead = ["all at once", "CPU", "× the first", "from", "to", "up p99", "down p99", "lost"];

/**
 * All relays at once, each with so many sessions, over so many windows: a processor that is quicker in some minutes than in others is so for all of
 * them. They take each other's caches, so CPU is more than where each is alone. Answers a row of the table for each, and what others had of the machine.
 */
export const measureBeside = async (relays: Relay[], around: Around, { shape, sessions, seconds, lines }: Load, windows: number) => {
  const held: { name: string; pid: number; urlOf: (id: string) => Promise<string>; stop: () => Promise<void>; tally: Tally }[] = [];
  const calls: Call[] = [];
  try {
    for (const [at, relay] of relays.entries()) {
      const folder = join(around.folder, `beside-${at}`);
      mkdirSync(folder, { recursive: true });
      held.push({ ...(await relay.start({ ...around, folder })), name: relay.name, tally: new Tally() });
    }
    for (let at = 0; at < sessions; at += 1)
      for (const { urlOf, tally } of held) calls.push(await Call.open(await urlOf(`bench-${crypto.randomUUID()}`), tally, lines));
    calls.forEach((call, at) => call.speak(shape, (at / calls.length) * shape.downMs));
    await setTimeout(warmUpMs);
    for (const { tally } of held) tally.fromMs = performance.now();
    const costs = () => held.map(({ pid }) => costOf(pid).cpuMs);
    const cpu: number[][] = held.map(() => []);
    const foreign: number[] = [];
    for (let window = 0; window < windows; window += 1) {
      const [before, mine, ticks, beganAt] = [costs(), costOf(process.pid).cpuMs, machineTicks(), performance.now()];
      await setTimeout(seconds * 1_000);
      const [after, mineAfter, ticksAfter, spentMs] = [costs(), costOf(process.pid).cpuMs, machineTicks(), performance.now() - beganAt];
      const spent = after.map((ms, at) => ms - (before[at] ?? 0));
      spent.forEach((ms, at) => cpu[at]?.push((1_000 * ms) / sessions / spentMs));
      foreign.push(
        foreignShare(
          ticks,
          ticksAfter,
          spent.reduce((sum, ms) => sum + ms, mineAfter - mine),
        ),
      );
    }
    for (const call of calls) call.fallSilent();
    await setTimeout(settleMs);
    const closed = calls.find((call) => call.closed !== null)?.closed;
    if (closed) throw new Error(`A session was closed: ${closed}`);
    const rows = held.map(({ name, tally }, at) => {
      const ratios = cpu[at]?.map((ms, window) => ms / (cpu[0]?.[window] ?? NaN)) ?? [];
      const [ups, downs] = [quantile(tally.up, 0.99), quantile(tally.down, 0.99)];
      const figures = [median(cpu[at] ?? []), median(ratios), Math.min(...ratios), Math.max(...ratios), ups, downs];
      return [name, ...figures.map(shown), String(tally.sent - tally.came)];
    });
    return { rows, foreign };
  } finally {
    for (const call of calls) call.leave();
    for (const { stop } of held) await stop();
    lines.length = 0;
  }
};

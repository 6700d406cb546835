import { setTimeout } from "node:timers/promises";
import { Candidate, Tally } from "../load/candidate.ts";
import type { Line } from "../load/gemini.ts";
import type { Shape } from "../load/shapes.ts";
import { type Cost, costOf, machineTicks } from "../figures/proc.ts";
import { takeProfile, topOf } from "../figures/profile.ts";
import type { Around, Relay } from "../relays/relays.ts";
import { foreignShare } from "../figures/statistics.ts";
import { quantile } from "../../scripts/statistics.ts";

/**
 * What one relay cost in one window: ms of CPU for each session and second, ms that frames were on their way, MB for each session, frames
 * that did not arrive, and the share of the machine that other programs had (`foreign`). `waited` is the share of the window in which the
 * relay was ready to run and had no processor.
 */
export type Sample = {
  cpuMs: number;
  waited: number;
  upP50: number;
  upP99: number;
  downP50: number;
  downP99: number;
  megabytes: number;
  lost: number;
  foreign: number;
};

export type Load = { shape: Shape; sessions: number; seconds: number; lines: Line[] };

const warmUpMs = 2_500;
const settleMs = 1_000;

/** Holds `load.sessions` sessions on the relay, and measures for `load.seconds` after a warm-up. */
export const measure = (relay: Relay, around: Around, load: Load): Promise<Sample> =>
  hold(relay, around, load, async ({ pid, tally, emptyMegabytes, quiet }) => {
    tally.fromMs = performance.now();
    const { costs, measuredMs, foreign } = await costsOver(load.seconds, [pid]);
    const { cpuMs = NaN, waitedMs = NaN, megabytes = NaN } = costs[0] ?? {};
    await quiet();
    return {
      cpuMs: cpuMs / load.sessions / (measuredMs / 1_000),
      waited: waitedMs / measuredMs,
      upP50: quantile(tally.up, 0.5),
      upP99: quantile(tally.up, 0.99),
      downP50: quantile(tally.down, 0.5),
      downP99: quantile(tally.down, 0.99),
      megabytes: (megabytes - emptyMegabytes) / load.sessions,
      lost: tally.sent - tally.came,
      foreign,
    };
  });

/** What processes cost within `seconds`, the memory they have at the end, and the share of the machine that neither they nor we had. */
export const costsOver = async (
  seconds: number,
  pids: readonly number[],
): Promise<{ costs: Cost[]; measuredMs: number; foreign: number }> => {
  const [before, mine, ticks, fromMs] = [pids.map(costOf), costOf(process.pid), machineTicks(), performance.now()];
  await setTimeout(seconds * 1_000);
  const [after, mineAfter, ticksAfter, measuredMs] = [pids.map(costOf), costOf(process.pid), machineTicks(), performance.now() - fromMs];
  const costs = after.map(({ cpuMs, waitedMs, megabytes }, at) => ({
    cpuMs: cpuMs - (before[at]?.cpuMs ?? 0),
    waitedMs: waitedMs - (before[at]?.waitedMs ?? 0),
    megabytes,
  }));
  const ownMs = costs.reduce((sum, { cpuMs }) => sum + cpuMs, mineAfter.cpuMs - mine.cpuMs);
  return { costs, measuredMs, foreign: foreignShare(ticks, ticksAfter, ownMs) };
};

/** The `count` functions that took most of the relay's own time under this load. */
export const watch = (relay: Relay, around: Around & { inspectorPort: number }, load: Load, count: number) =>
  hold(relay, around, load, async () => topOf(await takeProfile(around.inspectorPort, load.seconds), count));

type Held = { pid: number; candidates: readonly Candidate[]; tally: Tally; emptyMegabytes: number; quiet: () => Promise<void> };

/** `holdAll` of one. */
export const hold = <Found>(relay: Relay, around: Around, load: Load, act: (held: Held) => Promise<Found>): Promise<Found> =>
  holdAll([relay], around, load, ([held]) => act(held!));

/** Starts the relays, has all their candidates speak, waits until they are warm and runs `act`; then everything is stopped. */
export const holdAll = async <Found>(
  relays: readonly Relay[],
  around: Around,
  { shape, sessions, lines }: Load,
  act: (held: Held[]) => Promise<Found>,
): Promise<Found> => {
  const running: Awaited<ReturnType<Relay["start"]>>[] = [];
  const candidates: Candidate[] = [];
  const quiet = async () => {
    for (const candidate of candidates) candidate.fallSilent();
    await setTimeout(settleMs);
    const closed = candidates.find((candidate) => candidate.closed !== null)?.closed;
    if (closed) throw new Error(`${relays.map(({ name }) => name).join(" or ")} closed a session: ${closed}`);
  };
  try {
    for (const relay of relays) running.push(await relay.start(around));
    const held = running.map(({ pid }) => ({ pid, candidates, tally: new Tally(), emptyMegabytes: costOf(pid).megabytes, quiet }));
    for (let at = 0; at < sessions; at += 1)
      for (const [of, { urlOf }] of running.entries())
        candidates.push(await Candidate.open(await urlOf(`bench-${crypto.randomUUID()}`), held[of]!.tally, lines));
    candidates.forEach((candidate, at) => candidate.speak(shape, (at / candidates.length) * shape.downMs));
    await setTimeout(warmUpMs);
    return await act(held);
  } finally {
    for (const candidate of candidates) candidate.leave();
    for (const { stop } of running) await stop();
    lines.length = 0;
  }
};

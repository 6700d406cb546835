import { setTimeout } from "node:timers/promises";
import { Call, Tally } from "../load/call.ts";
import type { Line } from "../load/gemini.ts";
import type { Shape } from "../load/shapes.ts";
import { costOf, machineTicks } from "../figures/proc.ts";
import { takeProfile, topOf } from "../figures/profile.ts";
import type { Around, Relay } from "../relays/relays.ts";
import { foreignShare, quantile } from "../figures/statistics.ts";

/**
 * What one relay cost in one window: ms of processor for a session and second, ms on the way, MB a session, frames that did not come, and
 * what others had of the machine meanwhile. `waited` is the share of the window in which the relay was ready and had no processor.
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

/** Holds so many sessions on the relay, and measures for so many seconds after a warm-up. */
export const measure = (relay: Relay, around: Around, load: Load): Promise<Sample> =>
  hold(relay, around, load, async ({ pid, tally, emptyMegabytes, quiet }) => {
    tally.fromMs = performance.now();
    const [before, mine, ticks] = [costOf(pid), costOf(process.pid), machineTicks()];
    await setTimeout(load.seconds * 1_000);
    const [after, mineAfter, ticksAfter] = [costOf(pid), costOf(process.pid), machineTicks()];
    const measuredMs = performance.now() - tally.fromMs;
    await quiet();
    const cpuMs = after.cpuMs - before.cpuMs;
    return {
      cpuMs: cpuMs / load.sessions / (measuredMs / 1_000),
      waited: (after.waitedMs - before.waitedMs) / measuredMs,
      ...{ upP50: quantile(tally.up, 0.5), upP99: quantile(tally.up, 0.99) },
      ...{ downP50: quantile(tally.down, 0.5), downP99: quantile(tally.down, 0.99) },
      megabytes: (after.megabytes - emptyMegabytes) / load.sessions,
      lost: tally.sent - tally.came,
      foreign: foreignShare(ticks, ticksAfter, cpuMs + mineAfter.cpuMs - mine.cpuMs),
    };
  });

/** The functions that had most of the relay's own time under this load. */
export const watch = (relay: Relay, around: Around & { inspectorPort: number }, load: Load, count: number) =>
  hold(relay, around, load, async () => topOf(await takeProfile(around.inspectorPort, load.seconds), count));

type Held = { pid: number; calls: readonly Call[]; tally: Tally; emptyMegabytes: number; quiet: () => Promise<void> };

/** Starts the relay, has all sessions speak, waits until it is warm, and calls `act`; everything is over when that is. */
export const hold = async <Found>(relay: Relay, around: Around, { shape, sessions, lines }: Load, act: (held: Held) => Promise<Found>) => {
  const running = await relay.start(around);
  const tally = new Tally();
  const calls: Call[] = [];
  const quiet = async () => {
    for (const call of calls) call.fallSilent();
    await setTimeout(settleMs);
    const closed = calls.find((call) => call.closed !== null)?.closed;
    if (closed) throw new Error(`${relay.name} closed a session: ${closed}`);
  };
  try {
    const emptyMegabytes = costOf(running.pid).megabytes;
    for (let at = 0; at < sessions; at += 1) calls.push(await Call.open(await running.urlOf(`bench-${crypto.randomUUID()}`), tally, lines));
    calls.forEach((call, at) => call.speak(shape, (at / sessions) * shape.downMs));
    await setTimeout(warmUpMs);
    return await act({ pid: running.pid, calls, tally, emptyMegabytes, quiet });
  } finally {
    for (const call of calls) call.leave();
    await running.stop();
    lines.length = 0;
  }
};

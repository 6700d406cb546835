import { setTimeout } from "node:timers/promises";
import type { Collection } from "../figures/collections.ts";
import { costOf } from "../figures/proc.ts";
import { quantile } from "../../scripts/statistics.ts";
import { shown } from "../figures/shown.ts";
import type { Candidate } from "../load/candidate.ts";
import { type Around, hurried } from "../relays/relays.ts";
import { hold, type Load } from "./relays.ts";

const timesClock = 10;
const rows = 12;
const rowMinutes = 5;
const turnMs = 10_000;

/** What is measured in an hour, for each five minutes of it. */
export const hourHead = [
  "minute",
  "CPU, ms a session and second",
  "up p99",
  "down p99",
  "MB alive",
  "MB in all",
  "longest pause, ms",
  "lost",
];

const content = (serverContent: object) => Buffer.from(JSON.stringify({ serverContent }));
const turn = [
  content({ outputTranscription: { text: "Tell me about a time when something that you had built did not work as it should." } }),
  content({ turnComplete: true }),
  content({ inputTranscription: { text: "We had moved all of our orders into a queue, and one night it began to fill up." } }),
];

/** Interviews of an hour, with words and turns beside the sound, on a clock that goes ten times as fast: does anything grow? */
export const measureHour = async (around: Around, { shape, ...load }: Load): Promise<string[][]> => {
  const collections: Collection[] = [];
  const found: string[][] = [];
  const faster = { ...shape, upMs: shape.upMs / timesClock, downMs: shape.downMs / timesClock };
  const watched = { ...around, collected: (it: Collection) => void collections.push(it) };
  await hold(hurried(timesClock), watched, { ...load, shape: faster }, async ({ pid, candidates, tally }) => {
    const stop = converse(candidates);
    for (let row = 1; row <= rows; row += 1) {
      tally.fromMs = performance.now();
      tally.up.length = tally.down.length = collections.length = 0;
      const before = costOf(pid);
      await setTimeout((rowMinutes * 60_000) / timesClock);
      const after = costOf(pid);
      const whole = collections.filter(({ isWhole }) => isWhole);
      found.push([
        String(row * rowMinutes),
        shown((after.cpuMs - before.cpuMs) / candidates.length / (rowMinutes * 60)),
        ...[tally.up, tally.down].map((times) => shown(quantile(times, 0.99))),
        shown(whole.at(-1)?.aliveMegabytes ?? NaN),
        shown(after.megabytes),
        shown(Math.max(...whole.map(({ pauseMs }) => pauseMs))),
        String(Math.max(0, tally.sent - tally.came - 2 * candidates.length)),
      ]);
    }
    stop();
  });
  return found;
};

/** Each interviewer says a sentence, and each candidate answers, over and over. */
const converse = (candidates: readonly Candidate[]): (() => void) => {
  let count = 0;
  const timer = setInterval(
    () => {
      for (const candidate of candidates) candidate.hearFromGemini(turn[count % turn.length]!);
      count += 1;
    },
    turnMs / turn.length / timesClock,
  );
  return () => clearInterval(timer);
};

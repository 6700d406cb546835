import { median } from "../../scripts/statistics.ts";

/** How far the rounds lie apart, as a share of their median: 0.1 is ±5 %. */
export const spread = (values: readonly number[]): number => (Math.max(...values) - Math.min(...values)) / median(values);

/** The ratio of two variants' medians: rounds are interleaved, so both met the same machine. */
export const ratio = (ours: readonly number[], theirs: readonly number[]): number => median(ours) / median(theirs);

/** If other programs have more than this share of the processors, times say more about the machine than about the program. */
const mostForeign = 0.1;

/**
 * The share of all processors that other programs had in a window, from the machine's ticks at both ends of it and our own CPU time within
 * it, in ms. A tick is 10 ms.
 */
export const foreignShare = (from: { busy: number; all: number }, to: { busy: number; all: number }, ownMs: number): number => {
  const all = to.all - from.all;
  return all <= 0 ? 0 : Math.max(0, (to.busy - from.busy - ownMs / 10) / all);
};

/** Why the measurement cannot be judged, or null if it can. */
export const whyUnfit = (foreign: readonly number[]): string | null => {
  const worst = Math.max(0, ...foreign);
  return worst <= mostForeign ? null : `too busy to judge: other programs had up to ${Math.round(100 * worst)} % of the processors`;
};

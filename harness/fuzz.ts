import { inject } from "vitest";

/** How many cases of so many this run takes: a tenth of them, or all with `npm run fuzz`. */
export const runs = (all: number): number => Math.ceil(all * inject("fuzzShare"));

/** Real ms that some work takes, at best of three where it took longer than `longestMs`: what another process held up is not slow again. */
export const msOf = (work: () => unknown, longestMs: number): number => {
  let best = Infinity;
  for (let time = 0; time < 3 && best > longestMs; time++) {
    const startedAt = performance.now();
    work();
    best = Math.min(best, performance.now() - startedAt);
  }
  return best;
};

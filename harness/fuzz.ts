import { inject } from "vitest";

/** How many of `all` cases this run takes: a tenth, or all of them with `npm run fuzz`. */
export const runs = (all: number): number => Math.ceil(all * inject("fuzzShare"));

/**
 * The real ms that some work takes. Work over `longestMs` is measured up to three times and the best counts, because what another process
 * delayed is not slow again.
 */
export const msOf = (work: () => unknown, longestMs: number): number => {
  let best = Infinity;
  for (let time = 0; time < 3 && best > longestMs; time++) {
    const startedAt = performance.now();
    work();
    best = Math.min(best, performance.now() - startedAt);
  }
  return best;
};

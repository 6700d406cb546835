import { inject } from "vitest";

/** How many cases of so many this run takes: a tenth of them, or all with `npm run fuzz`. */
export const runs = (all: number): number => Math.ceil(all * inject("fuzzShare"));

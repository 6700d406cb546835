import * as z from "zod";
import { counted } from "../../contract/amounts.ts";
import { readOptions, wholeNumber } from "../arguments.ts";
import { generate } from "../product/artifacts.ts";
import { main } from "../product/processes.ts";
import { playTests } from "../suite/vitest.ts";

const line = {
  call: "npm run storms -- [options]",
  does: "Plays random sequences of faults. A seed is always the same sequence.",
  options: {
    seeds: { value: "N", initial: "1000", does: "how many" },
    from: { value: "N", initial: "1", does: "the first of them" },
    seed: { value: "N", does: "a single one" },
  },
} as const;

const asked = z.object({ seeds: wholeNumber(1), from: wholeNumber(1), seed: wholeNumber(1).optional() });

main(async () => {
  const { seeds, from, seed } = readOptions(line, asked);
  const [count, first] = seed === undefined ? [seeds, from] : [1, seed];
  await generate();
  const startedAt = performance.now();
  await playTests(["--project=storms", "--reporter=dot"], { STORM_SEEDS: String(count), STORM_FIRST_SEED: String(first) });
  console.log(`${counted(count, "seed")} from ${first} on took ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`);
});

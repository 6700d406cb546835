import { parseArgs } from "node:util";
import { generate } from "../product/artifacts.ts";
import { main } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";
import { playTests } from "../suite/vitest.ts";

/** `npm run storms`: plays a thousand; `-- --seeds 200 --from 1001` plays others, `-- --seed 42` a single one. */
main(async () => {
  const { values } = parseArgs({ options: { seeds: { type: "string" }, from: { type: "string" }, seed: { type: "string" } } });
  const count = Number(values.seed === undefined ? (values.seeds ?? 1_000) : 1);
  const first = Number(values.seed ?? values.from ?? 1);
  if (![count, first].every((it) => Number.isSafeInteger(it) && it > 0))
    throw new SetupError("--seeds, --from and --seed are whole numbers.");
  await generate();
  const startedAt = performance.now();
  await playTests(["--project=storms", "--reporter=dot"], { STORM_SEEDS: String(count), STORM_FIRST_SEED: String(first) });
  console.log(`${count} seeds from ${first} on took ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`);
});

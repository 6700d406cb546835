import { generate } from "../product/artifacts.ts";
import { main, takeNoArguments } from "../product/processes.ts";
import { fuzzTests } from "../suite/fuzz-tests.ts";
import { playTests } from "../suite/vitest.ts";

/** `npm run fuzz`: runs every case of the fuzz tests, of which `npm test` runs a tenth. */
main(async () => {
  takeNoArguments();
  await generate();
  await playTests(["--testTimeout=600000", ...fuzzTests], { FUZZ_SHARE: "1" });
});

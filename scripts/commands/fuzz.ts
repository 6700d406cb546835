import { readArguments } from "../arguments.ts";
import { generate } from "../product/artifacts.ts";
import { main } from "../product/processes.ts";
import { fuzzTests } from "../suite/fuzz-tests.ts";
import { playTests } from "../suite/vitest.ts";

main(async () => {
  readArguments({ call: "npm run fuzz", does: "Runs every case of the fuzz tests, of which `npm test` runs a tenth." });
  await generate();
  await playTests(["--testTimeout=600000", ...fuzzTests], { FUZZ_SHARE: "1" });
});

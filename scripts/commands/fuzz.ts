import { generate } from "../product/artifacts.ts";
import { main, takeNoArguments } from "../product/processes.ts";
import { playTests } from "../suite/vitest.ts";

/** `npm run fuzz`: runs every case of the fuzz tests, of which `npm test` runs a tenth. */
main(async () => {
  takeNoArguments();
  await generate();
  await playTests(["--testTimeout=600000", "app/server/fuzz", "worker/session/fuzz", "worker/session/client/wire"], { FUZZ_SHARE: "1" });
});

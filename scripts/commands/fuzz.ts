import { generate } from "../product/artifacts.ts";
import { main, takeNoArguments } from "../product/processes.ts";
import { playTests } from "../suite/vitest.ts";

/** Every case of every fuzz; `npm test` takes a tenth of them. */
main(async () => {
  takeNoArguments();
  await generate();
  await playTests(["--testTimeout=600000", "app/server/fuzz", "worker/session/fuzz", "worker/session/client/wire"], { FUZZ_SHARE: "1" });
});

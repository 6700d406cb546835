import { spawnSync } from "node:child_process";
import { generate } from "../product/artifacts.ts";
import { main, takeNoArguments } from "../product/processes.ts";

/** Every case of every fuzz; `npm test` takes a tenth of them. */
main(async () => {
  takeNoArguments();
  await generate();
  const env = { ...process.env, FUZZ_SHARE: "1" };
  const files = ["app/server/fuzz", "worker/session/fuzz", "worker/session/client/wire"];
  process.exitCode = spawnSync("vitest", ["run", "--testTimeout=600000", ...files], { stdio: "inherit", env }).status ?? 1;
});

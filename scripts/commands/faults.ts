import { build, generate } from "../product/artifacts.ts";
import { main } from "../product/processes.ts";
import { playTests } from "../suite/vitest.ts";

/** Runs every row of the fault table and prints it. Arguments go to Vitest: `npm run faults -- -t F12`. */
main(async () => {
  await generate();
  await build();
  const reporters = [
    "--reporter=./reliability/faults/processes/reporter.ts",
    ...(process.argv.includes("--verbose") ? ["--reporter=verbose"] : ["--reporter=dot"]),
  ];
  const args = process.argv.slice(2).filter((it) => it !== "--verbose");
  await playTests(["--project=faults", "--project=fault-processes", ...reporters, ...args]);
});

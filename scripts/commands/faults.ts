import { readArguments } from "../arguments.ts";
import { build, generate } from "../product/artifacts.ts";
import { main } from "../product/processes.ts";
import { playTests } from "../suite/vitest.ts";

const line = {
  call: "npm run faults -- [options]",
  does: "Brings about every fault of the fault table and prints how each interview came out.",
  options: {
    testNamePattern: { short: "t", value: "F12", does: "only the rows whose title holds this" },
    verbose: { does: "prints each row as it ends" },
  },
} as const;

main(async () => {
  const { testNamePattern, verbose } = readArguments(line).values;
  await generate();
  await build();
  const reporters = ["--reporter=./reliability/faults/processes/reporter.ts", verbose ? "--reporter=verbose" : "--reporter=dot"];
  const rows = testNamePattern === undefined ? [] : ["-t", testNamePattern];
  await playTests(["--project=faults", "--project=fault-processes", ...reporters, ...rows]);
});

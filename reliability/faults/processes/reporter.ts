import type { Reporter, TestCase } from "vitest/node";
import { faultTable } from "../table/table.ts";

type Run = { isPassed: boolean; isSkipped: boolean };

/** Prints the fault table: each row with the result of its runs, and how many passed. The command fails if no row was run. */
export default class FaultReporter implements Reporter {
  readonly #runs = new Map<string, Run[]>();

  onTestCaseResult(test: TestCase): void {
    const [id] = /^F\d+\b/.exec(test.name) ?? [];
    if (id === undefined) return;
    const { state } = test.result();
    this.#runs.set(id, [...(this.#runs.get(id) ?? []), { isPassed: state === "passed", isSkipped: state === "skipped" }]);
  }

  onTestRunEnd(): void {
    const rows = faultTable.map(({ id, fault, expected, vehicle }) => ({
      id,
      fault,
      expected,
      vehicle,
      how: verdictOf(this.#runs.get(id) ?? []),
    }));
    const width = Math.max(...rows.map(({ fault }) => fault.length));
    console.log("");
    for (const { id, fault, expected, how } of rows)
      console.log(`${id.padEnd(4)}| ${fault.padEnd(width)} | ${how.padEnd(9)} | ${expected}`);
    const ran = rows.filter(({ how }) => how !== "not run");
    const passed = ran.filter(({ how }) => how !== "FAIL").length;
    const runs = [...this.#runs.values()].flat().filter(({ isSkipped }) => !isSkipped).length;
    const unrun = ran.length < rows.length ? `; ${rows.length - ran.length} rows were not run` : "";
    console.log(`\nFaults: ${passed} of ${ran.length} passed, ${runs} run${runs === 1 ? "" : "s"} in all${unrun}.`);
    if (ran.length > 0) return;
    console.error(`No fault of that name was brought about. There are ${faultTable.map(({ id }) => id).join(", ")}.`);
    process.exitCode = 1;
  }
}

const verdictOf = (runs: Run[]): string => {
  const done = runs.filter(({ isSkipped }) => !isSkipped);
  if (done.length === 0) return "not run";
  return done.every(({ isPassed }) => isPassed) ? `pass${done.length > 1 ? ` (${done.length})` : ""}` : "FAIL";
};

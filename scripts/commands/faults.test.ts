import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const reporter = join(root, "reliability/faults/processes/reporter.ts");

/** What is printed of a run of two rows, F12 and F13, of which only what fits `-t` is run. */
const faults = async (pattern: string) => {
  const dir = mkdtempSync(join(tmpdir(), "preppal-faults-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
  const rows = ["F12 goAway", "F13 goAway at once"].map((row) => `it("${row}: resumed", () => {});`);
  writeFileSync(join(dir, "rows.test.js"), `import { it } from "vitest"; ${rows.join(" ")}`);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const asked = [vitest, "run", `--root=${dir}`, `--reporter=${reporter}`, "-t", pattern];
  return run(process.execPath, asked, { cwd: dir }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
};

it("counts the rows it ran and those it did not", async () => {
  const { code, stdout, stderr } = await faults("F12");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^Faults: 1 of 1 passed, 1 run in all; \d\d rows were not run\.$/m);
});

it("fails for an unknown fault, and lists the known ones", async () => {
  expect(await faults("F999")).toMatchObject({ code: 1, stderr: expect.stringMatching(/There are F1, F2, .*F12/) });
});

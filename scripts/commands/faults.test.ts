import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const reporter = join(root, "reliability/faults/processes/reporter.ts");

/** What comes of a run of one row, F12, of which only what fits `-t` is run. */
const faults = async (pattern: string) => {
  const dir = mkdtempSync(join(tmpdir(), "preppal-faults-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
  writeFileSync(join(dir, "rows.test.js"), `import { it } from "vitest"; it("F12 goAway: resumed", () => {});`);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const asked = [vitest, "run", `--root=${dir}`, `--reporter=${reporter}`, "-t", pattern];
  return run(process.execPath, asked, { cwd: dir }).then(
    ({ stderr }) => ({ code: 0, stderr }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  );
};

it("fails where no fault of that name is, and says which there are", { timeout: 60_000 }, async () => {
  expect(await faults("F12")).toEqual({ code: 0, stderr: "" });
  expect(await faults("F999")).toMatchObject({ code: 1, stderr: expect.stringMatching(/There are F1, F2, .*F12/) });
});

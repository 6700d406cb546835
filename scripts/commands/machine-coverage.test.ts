import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { exploreFeedback } from "../../machines/models/feedback-model.ts";

const root = new URL("../..", import.meta.url);
const run = (...args: string[]) => promisify(execFile)(process.execPath, ["scripts/commands/machine-coverage.ts", ...args], { cwd: root });

const folder = mkdtempSync(join(tmpdir(), "preppal-paths-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("walks the named chart alone, and writes its paths as plain data", async () => {
  const file = join(folder, "paths.json");
  const { stdout } = await run("feedback", "--paths", file);
  expect(stdout.match(/^\w+: states .*$/gm)).toEqual([expect.stringMatching(/^feedback: states .* 100 %$/)]);
  const { paths } = await exploreFeedback();
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ feedback: paths });
});

it.each([
  ["a chart that does not exist", ["reports"], "There is no chart reports: interview, call, feedback.\n"],
  ["a file that cannot be written", ["--paths", folder], expect.stringMatching(/^The paths cannot be written: EISDIR.*\n$/)],
])("refuses %s in one line before it walks", async (_, args, stderr) => {
  await expect(run(...args)).rejects.toMatchObject({ code: 1, stdout: "", stderr });
});

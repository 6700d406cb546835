import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const dir = mkdtempSync(join(tmpdir(), "preppal-state-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const program = `
import { main } from ${JSON.stringify(join(import.meta.dirname, "processes.ts"))};
import { takeState } from ${JSON.stringify(join(import.meta.dirname, "state.ts"))};
main(async () => takeState(process.argv[1], "a test"));
`;

/** In a process of its own: what does not return can be ended there. */
const take = (folder: string) => {
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module-typescript", "-e", program, folder];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 10_000 });
  return { status, message: stderr.trim() };
};

it("creates a data folder and its parents", () => {
  const folder = join(dir, "above/state");
  expect(take(folder)).toEqual({ status: 0, message: "" });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it("names a path where no folder can be created", () => {
  writeFileSync(join(dir, "file"), "kept");
  const places = [join(dir, "file"), join(dir, "file/state"), "/proc/none", "/proc/none/state"];
  const said = expect.stringMatching(/^STATE_DIR: E[A-Z]+: .* Choose another with STATE_DIR=<folder>\.$/);
  expect(places.map(take)).toEqual(places.map(() => ({ status: 1, message: said })));
  expect(readFileSync(join(dir, "file"), "utf8")).toBe("kept");
});

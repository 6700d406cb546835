import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const long = `[${Array.from({ length: 28 }, (_, at) => at).join(", ")}]`;

it("formats as `npm run format` does, even in a folder whose name has spaces and non-ASCII letters", ({ onTestFinished }) => {
  const copy = mkdtempSync(join(tmpdir(), "Prüfung 面接 "));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  mkdirSync(join(copy, "scripts/documents"), { recursive: true });
  for (const file of [".prettierrc.json", "package.json", "scripts/documents/generated.ts"])
    copyFileSync(join(root, file), join(copy, file));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const code = `const { generatedFile } = await import("./scripts/documents/generated.ts");
    console.log((await generatedFile("made.ts", "export const all = ${long}")).text);`;
  const said = execFileSync(process.execPath, ["--input-type=module", "--eval", code], { cwd: copy, encoding: "utf8" });
  expect(said.trim()).toBe(`export const all = ${long};`);
});

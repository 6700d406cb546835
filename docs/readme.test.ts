import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

it("quotes page text exactly as the page has it", () => {
  const [, troubleshooting = ""] = read("README.md").split("## Troubleshooting");
  const quoted = [...troubleshooting.matchAll(/"([^"]+)"/g)].map(([, words = ""]) => words);
  const pages = globSync("app/**/*.{ts,tsx}", { cwd: root, exclude: (name) => /\.test\./.test(name) }).map(read);
  expect(quoted.length).toBeGreaterThan(1);
  expect(quoted.filter((words) => !pages.some((page) => page.includes(words)))).toEqual([]);
});

import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** The files that `tsc -b` reads through a configuration and all that it refers to. */
const checkedBy = (config: string, seen = new Set<string>()): string[] => {
  if (seen.has(config)) return [];
  seen.add(config);
  const { config: json } = ts.readConfigFile(config, (file) => readFileSync(file, "utf8"));
  const { fileNames, projectReferences = [] } = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config));
  const others = projectReferences.flatMap(({ path }) => checkedBy(path.endsWith(".json") ? path : join(path, "tsconfig.json"), seen));
  return [...fileNames.map((file) => relative(root, file)), ...others];
};

/** Vite reads it by itself; it augments a module that only Remix' own build resolves. */
const unchecked = ["vite.config.ts"];

it("type-checks every file, including tests", () => {
  const own = globSync("**/*.{ts,tsx}", { cwd: root, exclude: ["node_modules", "build", "**/.wrangler", "test-results"] });
  const checked = new Set(checkedBy(join(root, "tsconfig.json")));
  expect(own.filter((file) => !checked.has(file))).toEqual(unchecked);
});

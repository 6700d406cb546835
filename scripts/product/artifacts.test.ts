import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sources } from "./artifacts.ts";

/** Which folders each one may import, by the folder. */
const rules = JSON.parse(readFileSync("import-rules.json", "utf8")) as Record<string, string[]>;

it("rebuilds when any file that app, Worker or inspector may import changes", () => {
  const halves = Object.keys(rules).filter((folder) => /^(app|worker|inspector)\b/.test(folder));
  const imported = new Set(halves.flatMap((folder) => [folder, ...(rules[folder] ?? [])]).map((folder) => folder.split("/")[0] ?? ""));
  const watched = new Set(sources.flatMap((pattern) => globSync(pattern)).map((file) => file.split("/")[0]));
  expect([...imported].filter((folder) => !watched.has(folder))).toEqual([]);
});

import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { architectureDocument } from "./architecture.ts";
import { staleAmong } from "./generated.ts";
import { knotsAmong, mayImport, readImports, roomOf } from "./imports.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const imports = readImports(root);

it("finds the table of docs/architecture.md as the rules have it (npm run documents makes it)", async () => {
  expect(await staleAmong([await architectureDocument()])).toEqual([]);
});

it("finds every folder in the README's map", async () => {
  const map = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
  const folders = new Set(files.flatMap((file) => /^(\w+)\//.exec(file)?.slice(1) ?? []));
  const shown = [...map.matchAll(/^\| `(\w+)\/`/gm)].map(([, folder]) => folder);
  expect(shown.toSorted()).toEqual([...folders].toSorted());
});

it("finds no import that import-rules.json does not allow", () => {
  const forbidden = imports.filter(({ from, to }) => {
    const [a = "", b = ""] = [roomOf(from), roomOf(to)];
    return a !== b && !mayImport[a]?.includes(b);
  });
  expect(forbidden).toEqual([]);
});

it("finds no two rooms that import each other, nor a longer way around", () => {
  expect(imports.length).toBeGreaterThan(500);
  expect(knotsAmong(imports)).toEqual([]);
});

it("finds no two folders that import each other, what the platform opens left out", () => {
  const doors = ["worker/index.ts"];
  expect(
    knotsAmong(
      imports.filter(({ from }) => !doors.includes(from)),
      dirname,
    ),
  ).toEqual([]);
});

it("knows every file of ours by a room", () => {
  expect(imports.map(({ from }) => from).filter((path) => roomOf(path) === undefined)).toEqual([]);
});

it("allows nothing that would let two rooms import each other", () => {
  const allowed = Object.entries(mayImport).flatMap(([from, rooms]) => rooms.map((to) => ({ from, to })));
  expect(knotsAmong(allowed, (room) => room)).toEqual([]);
  expect(allowed.filter(({ to }) => mayImport[to] === undefined)).toEqual([]);
});

it("notices two rooms that import each other over a third", () => {
  const around = [
    { from: "sound/a.ts", to: "proto/b.ts" },
    { from: "proto/b.ts", to: "migrations/c.ts" },
    { from: "migrations/c.ts", to: "sound/a.ts" },
    { from: "machines/d.ts", to: "sound/a.ts" },
  ];
  expect(knotsAmong(around)).toEqual([["migrations", "proto", "sound"]]);
});

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

it("keeps the table of docs/architecture.md in step with the rules (npm run documents writes it)", async () => {
  expect(await staleAmong([await architectureDocument()])).toEqual([]);
});

it("lists every folder in the README's map", async () => {
  const map = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
  const folders = new Set(files.flatMap((file) => /^(\w+)\//.exec(file)?.slice(1) ?? []));
  const shown = [...map.matchAll(/^\| `(\w+)\/`/gm)].map(([, folder]) => folder);
  expect(shown.toSorted()).toEqual([...folders].toSorted());
});

it("finds no import that import-rules.json forbids", () => {
  const forbidden = imports.filter(({ from, to }) => {
    const [a = "", b = ""] = [roomOf(from), roomOf(to)];
    return a !== b && !mayImport[a]?.includes(b);
  });
  expect(forbidden).toEqual([]);
});

it("finds no import cycle between rooms", () => {
  expect(imports.length).toBeGreaterThan(500);
  expect(knotsAmong(imports)).toEqual([]);
});

it("finds no import cycle between folders, apart from the platform's entry points", () => {
  const doors = ["worker/index.ts"];
  expect(
    knotsAmong(
      imports.filter(({ from }) => !doors.includes(from)),
      dirname,
    ),
  ).toEqual([]);
});

it("assigns every file of ours to a room", () => {
  expect(imports.map(({ from }) => from).filter((path) => roomOf(path) === undefined)).toEqual([]);
});

it("allows no rule that would permit an import cycle between rooms", () => {
  const allowed = Object.entries(mayImport).flatMap(([from, rooms]) => rooms.map((to) => ({ from, to })));
  expect(knotsAmong(allowed, (room) => room)).toEqual([]);
  expect(allowed.filter(({ to }) => mayImport[to] === undefined)).toEqual([]);
});

it("detects a cycle of rooms through a third one", () => {
  const around = [
    { from: "sound/a.ts", to: "proto/b.ts" },
    { from: "proto/b.ts", to: "migrations/c.ts" },
    { from: "migrations/c.ts", to: "sound/a.ts" },
    { from: "machines/d.ts", to: "sound/a.ts" },
  ];
  expect(knotsAmong(around)).toEqual([["migrations", "proto", "sound"]]);
});

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import * as z from "zod";

/** One import of ours by ours, tests left out: both files by their path from the root. */
export type Import = { readonly from: string; readonly to: string };

/** Rooms, and which others each may import. A room is a folder with what is below it, as far as that is no room of its own, or one file. */
export const mayImport = z
  .record(z.string(), z.array(z.string()))
  .parse(JSON.parse(readFileSync(new URL("../../import-rules.json", import.meta.url), "utf8")));

const isTest = (path: string) => /\.(test|spec)\.tsx?$|(^|\/)testing\/|^e2e\/.*\.spec/.test(path);

/** Every relative import between two files that git knows; what is generated and what no room holds is left out. */
export const readImports = (root: string): Import[] =>
  execFileSync("git", ["ls-files", "*.ts", "*.tsx"], { cwd: root, encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((path) => path.includes("/") && !isTest(path))
    .flatMap((from) =>
      [...readFileSync(join(root, from), "utf8").matchAll(/\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"?]*)/g)]
        .map(([, to = ""]) => ({ from, to: normalize(join(dirname(from), to)) }))
        .filter(({ to }) => !isTest(to) && roomOf(to) !== undefined),
    );

/** The room of a file: the longest that holds it. */
export const roomOf = (path: string): string | undefined =>
  Object.keys(mayImport)
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .toSorted((a, b) => b.length - a.length)[0];

/** Groups of rooms that import each other, directly or by way of others. */
export const knotsAmong = (imports: readonly Import[], of: (path: string) => string | undefined = roomOf): string[][] => {
  const arrows = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [of(from), of(to)];
    if (a !== undefined && b !== undefined && a !== b) arrows.set(a, (arrows.get(a) ?? new Set()).add(b));
  }
  const reached = (room: string, seen = new Set<string>()): Set<string> => {
    for (const next of arrows.get(room) ?? []) if (!seen.has(next)) reached(next, seen.add(next));
    return seen;
  };
  const rooms = [...arrows.keys()];
  const ties = rooms.map((room) => rooms.filter((other) => reached(room).has(other) && reached(other).has(room)).toSorted());
  return [...new Set(ties.filter((tied) => tied.length > 1).map((tied) => tied.join(" ⇄ ")))].map((knot) => knot.split(" ⇄ "));
};

import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const css = readFileSync("app/styles/app.css", "utf8");
const colourOf = /(--[\w-]+): [^;]+;/g;
const named = (rules = "") => [...rules.matchAll(colourOf)].map(([, name]) => name);

/** What the app's code has of it, as "path found". */
const foundInCode = (pattern: RegExp): string[] =>
  globSync("app/**/*.{ts,tsx}", { exclude: (path) => /\.test\.|root\.tsx/.test(path) }).flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(pattern)].map(([found]) => `${path} ${found}`),
  );

it("gives dark screens other values for colours of the light scheme, and changes nothing else", () => {
  const [light = "", dark = "", ...more] = css.split("@media (prefers-color-scheme: dark)");
  const [, values] = /^ \{\s+:root \{((?:\s+--[\w-]+: [^;]+;)+)\s+\}\s+\}/.exec(dark) ?? [];
  expect(named(values).length).toBeGreaterThan(0);
  expect(named(light)).toEqual(expect.arrayContaining(named(values)));
  expect([more, foundInCode(/\bdark:|prefers-color-scheme/g)]).toEqual([[], []]);
});

it("fades nothing but what is disabled, because faded text is too pale to read", () => {
  expect(foundInCode(/(?<!disabled:)\bopacity-\d+/g)).toEqual([]);
});

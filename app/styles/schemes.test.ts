import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const css = readFileSync("app/styles/app.css", "utf8");
const colourOf = /(--[\w-]+): [^;]+;/g;
const named = (rules = "") => [...rules.matchAll(colourOf)].map(([, name]) => name);

it("gives dark screens other values for colours of the light scheme, and changes nothing else", () => {
  const [light = "", dark = "", ...more] = css.split("@media (prefers-color-scheme: dark)");
  const [, values] = /^ \{\s+:root \{((?:\s+--[\w-]+: [^;]+;)+)\s+\}\s+\}/.exec(dark) ?? [];
  expect(named(values).length).toBeGreaterThan(0);
  expect(named(light)).toEqual(expect.arrayContaining(named(values)));
  const code = globSync("app/**/*.{ts,tsx}", { exclude: (path) => /\.test\.|root\.tsx/.test(path) });
  const others = code.filter((path) => /\bdark:|prefers-color-scheme/.test(readFileSync(path, "utf8")));
  expect([more, others]).toEqual([[], []]);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unstable_getVarsForDev as readByWrangler } from "wrangler";
import { expect, it, onTestFinished } from "vitest";
import { devVarsOf, envFileOf } from "./vars.ts";

const odd = {
  DOLLARS: "a$b$HOME${HOME}$$",
  QUOTED: '"PrepPal, Inc." <no-reply@example.com>',
  APOSTROPHE: `it's "so" # and so`,
  TICK: "`'",
  BACKSLASHES: "\\n\\t\\$x\\\\",
  BLANKS: " a ",
  SIGNS: "a=b#c;d!é面",
};

const readBack = (file: string, text: string): unknown => {
  const folder = mkdtempSync(join(tmpdir(), "preppal-vars-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, file), text);
  const read = readByWrangler(join(folder, "wrangler.toml"), file === ".dev.vars" ? undefined : [join(folder, file)], {}, undefined, true);
  return Object.fromEntries(Object.entries(read).map(([name, { value }]) => [name, value]));
};

it("passes every value to the app as it was set, whatever it contains", () => {
  expect(readBack(".dev.vars", devVarsOf(odd))).toEqual(odd);
});

it("passes the same values to the Worker, since halves that disagree on a secret would let nobody in", () => {
  expect(readBack("worker.env", envFileOf(odd))).toEqual(odd);
});

it("names a value that no quotes can hold", () => {
  expect(() => devVarsOf({ MAIL_FROM: "\"'`" })).toThrow("MAIL_FROM: must not hold all three of \" ' `");
});

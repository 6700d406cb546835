import { expect, it } from "vitest";
import { benchOptions } from "./bench.ts";

it.each([
  ["--before", "/nowhere/index.js", "--before: there is no such file"],
  ["--core", "4096", "--core: there is no such processor"],
])("refuses %s %s before anything is measured", (option, value, message) => {
  expect(() => benchOptions([option, value])).toThrow(message);
});

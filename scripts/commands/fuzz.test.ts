import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fuzzTests } from "../suite/fuzz-tests.ts";

const root = join(import.meta.dirname, "../..");

it("plays every test of which `npm test` runs only a part of the cases", () => {
  const files = globSync("*/**/*.test.ts", { cwd: root, exclude: (name) => /^(node_modules|build|\.wrangler)$/.test(name) });
  const parts = files.filter((file) => /\bruns\b.*harness\/fuzz\.ts"/.test(readFileSync(join(root, file), "utf8")));
  expect(fuzzTests.toSorted()).toEqual(parts.toSorted());
});

import { expect, it } from "vitest";
import { billOf, problemsOf, readLock } from "./dependencies.ts";

const integrity = `sha512-${Buffer.from("content").toString("base64")}`;
const lockOf = (packages: Record<string, object>) =>
  readLock(JSON.stringify({ name: "preppal", version: "1.0.0", packages: { "": {}, ...packages } }));
const problems = (it: object) =>
  problemsOf(lockOf({ "node_modules/a": { version: "1.0.0", license: "MIT", integrity, ...it } }), {
    allowedScripts: ["node"],
    waived: {},
  });

it.each([
  [{}, []],
  [{ license: "(MIT OR GPL-3.0)" }, []],
  [{ license: "Apache-2.0 AND MIT" }, []],
  [{ license: "GPL-3.0" }, ["a: licence GPL-3.0"]],
  [{ license: "MIT AND GPL-3.0" }, ["a: licence MIT AND GPL-3.0"]],
  [{ license: undefined }, ["a: licence none"]],
  [{ integrity: undefined }, ["a: no hash of its content"]],
  [{ integrity: undefined, inBundle: true }, []],
  [{ resolved: "https://evil.example/a.tgz" }, ["a: an address of its own"]],
  [{ hasInstallScript: true }, ["a: a script that runs when it is installed"]],
])("judges package %o: %j", (it, said) => {
  expect(problems(it)).toEqual(said);
});

it("accepts an install script and a licence allowed by name", () => {
  const lock = lockOf({
    "node_modules/a/node_modules/node": { version: "24.0.0", license: "MIT", integrity, hasInstallScript: true },
    "node_modules/b": { version: "1.0.0", license: "EPL-2.0", integrity },
  });
  expect(problemsOf(lock, { allowedScripts: ["node"], waived: { b: "EPL-2.0" } })).toEqual([]);
  expect(problemsOf(lock, { allowedScripts: ["node"], waived: { b: "EPL-1.0" } })).toEqual(["b: licence EPL-2.0"]);
});

it("lists every package in the bill of materials with hash and licence, and marks what does not ship", () => {
  const lock = lockOf({
    "node_modules/@scope/a": { version: "1.2.3", license: "MIT", integrity },
    "node_modules/b": { version: "2.0.0", license: "ISC", integrity, dev: true },
  });
  expect(billOf(lock)).toMatchObject({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    metadata: { component: { name: "preppal" } },
    components: [
      {
        name: "@scope/a",
        version: "1.2.3",
        purl: "pkg:npm/%40scope/a@1.2.3",
        scope: "required",
        licenses: [{ expression: "MIT" }],
        hashes: [{ alg: "SHA-512", content: Buffer.from("content").toString("hex") }],
      },
      { name: "b", scope: "excluded" },
    ],
  });
});

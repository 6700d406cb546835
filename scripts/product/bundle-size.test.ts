import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

/**
 * Cloudflare takes 3 MB of each, but each start of an isolate reads all of it. The Worker has the small Zod only (docs/decisions/0016).
 * esbuild writes ASCII: of Zod's languages a word is looked for that needs no escape.
 */
it.each([
  ["Worker", "build/worker/index.js", 180],
  ["Pages function", "build/client/_worker.js", 570],
])("builds a %s no larger than needed, with only the English locale of Zod", (_, file, mostKilobytes) => {
  const built = readFileSync(file);
  expect(gzipSync(built, { level: 9 }).length / 1_000).toBeLessThan(mostKilobytes);
  expect(String(built)).not.toContain("ltige Eingabe");
});

it("builds a Worker of plain ASCII, since one other letter makes V8 hold its whole source in two bytes per character", () => {
  const others = [...readFileSync("build/worker/index.js", "utf8").matchAll(/.{0,40}[^\p{ASCII}]/gu)].map(([around]) => around);
  expect(others).toEqual([]);
});

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

/** Most of it is Google's SDK (110) and Zod (40). Cloudflare takes 3 MB, but each start of an isolate reads all of it. */
const mostKilobytes = 225;

it("builds a Worker of no more than it needs, and no language of Zod's but English", () => {
  const built = readFileSync("build/worker/index.js");
  expect(gzipSync(built, { level: 9 }).length / 1_000).toBeLessThan(mostKilobytes);
  expect(String(built)).not.toContain("Ungültige Eingabe");
});

import { expect } from "@playwright/test";
import { globSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { test, withoutPage } from "./test.ts";

type Manifest = { entry: Part; routes: Record<string, Part | undefined> };
type Part = { module: string; imports: string[] };

const readManifest = (): Manifest => {
  const [file = ""] = globSync("build/client/assets/manifest-*.js");
  return JSON.parse(
    readFileSync(file, "utf8")
      .replace(/^window\.__remixManifest=/, "")
      .replace(/;$/, ""),
  ) as Manifest;
};

/** What a browser fetches before a route's page runs, in bytes of gzip. */
const weightOf = (route: string): number => {
  const { entry, routes } = readManifest();
  const parts = [entry, routes["root"], routes[route]].flatMap((part) => (part ? [part.module, ...part.imports] : []));
  return [...new Set(parts)].reduce((sum, path) => sum + gzipSync(readFileSync(`build/client${path}`)).length, 0);
};

withoutPage("the page of an interview runs after no more than 110 kB of scripts", () => {
  const bytes = weightOf("routes/interview.$id.session");
  expect(bytes).toBeGreaterThan(weightOf("routes/health"));
  expect(bytes).toBeLessThanOrEqual(110_000);
});

test("no script is fetched before a page is painted", async ({ page }) => {
  await page.goto("/login");
  const fetched = () =>
    page.evaluate(() => {
      const scripts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
      return {
        paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity,
        at: scripts.map((it) => it.startTime),
      };
    });
  await expect.poll(async () => (await fetched()).at.length).toBeGreaterThan(5);
  const { paint, at } = await fetched();
  expect(Math.min(...at)).toBeGreaterThan(paint);
});

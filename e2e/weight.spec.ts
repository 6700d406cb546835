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

for (const [page, route, mostKilobytes] of [
  ["an interview", "interview.$id.session", 110],
  ["its report", "interview.$id.feedback", 130],
  ["a shared report", "shared.$token", 120],
] as const)
  withoutPage(`the page of ${page} runs after no more than ${mostKilobytes} kB of scripts`, () => {
    const bytes = weightOf(`routes/${route}`);
    expect(bytes).toBeGreaterThan(weightOf("routes/health"));
    expect(bytes).toBeLessThanOrEqual(mostKilobytes * 1_000);
  });

test("a page's scripts are fetched after its style sheet and count as part of its load", async ({ page }) => {
  await page.goto("/login");
  const [style, scripts, loadedAt] = await page.evaluate(() => {
    const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const ofKind = (end: string) => resources.filter(({ name }) => name.endsWith(end));
    return [
      ofKind(".css").map((it) => it.responseEnd),
      ofKind(".js").map((it) => [it.startTime, it.responseEnd]),
      visit?.loadEventStart ?? 0,
    ];
  });
  expect(style).toHaveLength(1);
  expect(scripts.length).toBeGreaterThan(5);
  expect(Math.min(...scripts.map(([start = 0]) => start))).toBeGreaterThanOrEqual(Math.max(...style));
  expect(loadedAt).toBeGreaterThan(Math.max(...scripts.map(([, end = 0]) => end)));
});

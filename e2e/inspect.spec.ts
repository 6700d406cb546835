import { expect } from "@playwright/test";
import { globSync, readFileSync } from "node:fs";
import { test } from "./test.ts";

const markers = /statelyai|xstateinspector|org\.eclipse\.elk|\/dev\/machines/;

test("the production build contains neither the inspector nor the developers' page", async ({ request }) => {
  const files = ["client", "server", "worker"].map((half) => globSync(`build/${half}/**/*.{js,mjs,html,json}`));
  expect(files.map((it) => it.length > 0)).toEqual([true, true, true]);
  expect(files.flat().filter((it) => markers.test(readFileSync(it, "utf8")))).toEqual([]);
  expect((await request.get("/dev/machines")).status()).toBe(404);
  expect((await request.get("/login")).headers()["content-security-policy"]).not.toContain("8791");
});

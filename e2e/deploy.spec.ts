import { expect, test } from "@playwright/test";
import { signUp, startInterview } from "./candidate.ts";

test("the first click works where a deploy took away the part of the page that it leads to", async ({ page }) => {
  await signUp(page);
  await page.route(/assets\/route-.*\.js$/, (request) => request.fulfill({ status: 404 }), { times: 1 });
  const id = await startInterview(page, "Beekeeper");
  await expect(page.getByRole("heading", { name: "Your interview: Beekeeper" })).toBeVisible();
  expect(id).not.toBe("");
});

test("a deploy between the lobby and Begin is named as such, and the page that is loaded again begins", async ({ page }) => {
  await signUp(page);
  await startInterview(page, "Beekeeper");
  await page.context().grantPermissions(["microphone"]);
  const isWorklet = /worklet.*\.js$/;
  await page.route(isWorklet, (request) => request.fulfill({ status: 404 }));
  await page.getByRole("button", { name: "Begin Interview" }).click();
  await expect(page.getByRole("heading", { name: "A part of this page could not be loaded" })).toBeVisible();
  await page.unroute(isWorklet);
  await page.getByRole("button", { name: "Load the page again" }).click();
  await page.getByRole("button", { name: "Begin Interview" }).click();
  await expect(page.getByRole("button", { name: "End Interview" })).toBeVisible();
});

test("a page at 127.0.0.1 says where the interview can be held", async ({ page, baseURL }) => {
  const elsewhere = new URL(baseURL ?? "");
  elsewhere.hostname = "127.0.0.1";
  await page.goto(new URL("/signup", elsewhere).href);
  await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
  await page.getByLabel("Email", { exact: true }).fill(`${crypto.randomUUID()}@example.test`);
  await page.getByLabel("Password", { exact: true }).fill("a long enough passphrase");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  const id = await startInterview(page, "Beekeeper");
  const there = new URL(`/interview/${id}/session`, baseURL).href;
  await expect(page.getByRole("link", { name: there })).toBeVisible();
});

import { expect } from "@playwright/test";
import { haveAccount, haveCandidate, startInterview } from "./candidate.ts";
import { test } from "./test.ts";

test("the first click works even if a deploy has removed the script it leads to", async ({ page, candidate }) => {
  await haveCandidate(page, candidate);
  await page.goto("/dashboard");
  await page.route(/assets\/route-.*\.js$/, (request) => request.fulfill({ status: 404 }), { times: 1 });
  const id = await startInterview(page, "Beekeeper");
  await expect(page.getByRole("heading", { name: "Your interview: Beekeeper" })).toBeVisible();
  expect(id).not.toBe("");
});

test("a deploy before or after the lobby is named as the cause, and the interview begins after a reload", async ({ page }) => {
  await haveAccount(page);
  await page.goto("/dashboard");
  await page.route(/assets\/running-call\.client-.*\.js$/, (request) => request.fulfill({ status: 404 }), { times: 1 });
  await startInterview(page, "Beekeeper");
  await expect(page.getByRole("heading", { name: "A part of this page could not be loaded" })).toBeFocused();
  await page.getByRole("button", { name: "Load the page again" }).click();
  await expect(page.getByRole("button", { name: "Begin Interview" })).toBeEnabled();
  // Playwright's routes do not see Chromium fetch a worklet's module, so its reaction to a 404 is simulated.
  await page.evaluate(() => {
    AudioWorklet.prototype.addModule = () => Promise.reject(new DOMException("Unable to load a worklet's module.", "AbortError"));
  });
  await page.getByRole("button", { name: "Begin Interview" }).click();
  await expect(page.getByRole("heading", { name: "A part of this page could not be loaded" })).toBeVisible();
  await page.context().grantPermissions(["microphone"]);
  await page.getByRole("button", { name: "Load the page again" }).click();
  await page.getByRole("button", { name: "Begin Interview" }).click();
  await expect(page.getByRole("button", { name: "End Interview" })).toBeVisible();
});

test("a browser at 127.0.0.1 is redirected to the address where interviews work", async ({ page, baseURL }) => {
  const elsewhere = new URL(baseURL ?? "");
  elsewhere.hostname = "127.0.0.1";
  await page.goto(new URL("/signup?redirectTo=%2Fprofile", elsewhere).href);
  await expect(page).toHaveURL(`${baseURL}/signup?redirectTo=%2Fprofile`);
});

import { expect, type Page } from "@playwright/test";
import { haveAccount, haveInterview, openAccount, openInterview } from "./candidate.ts";
import { movedByScripts } from "./still.ts";
import { test } from "./test.ts";

// The server writes dates in UTC. The browser rewrites them, shorter in this locale.
test.use({ timezoneId: "America/Los_Angeles", locale: "en-GB", viewport: { width: 390, height: 844 } });

const button = (page: Page, name: string) => page.getByRole("button", { name });
const ownTime = (page: Page) => page.locator("main p time").first().filter({ hasNotText: "UTC" });

test("nothing shifts when the sign-in page hydrates", async ({ page }) => {
  expect(await movedByScripts(page, "/login", button(page, "Use a passkey instead"))).toEqual([]);
});

test("nothing shifts when the set-up page hydrates", async ({ page }) => {
  await haveAccount(page);
  expect(await movedByScripts(page, "/interview/new", button(page, "Hear this voice"))).toEqual([]);
});

test("nothing shifts when the profile hydrates", async ({ page }) => {
  await haveAccount(page);
  expect(await movedByScripts(page, "/profile", button(page, "Add a passkey"))).toEqual([]);
});

test("nothing shifts when the dashboard hydrates", async ({ page }) => {
  await haveInterview(page, "Backend Engineer");
  expect(await movedByScripts(page, "/dashboard", ownTime(page))).toEqual([]);
});

test("nothing shifts on the dashboard when the reader's day differs from the server's", async ({ page }) => {
  const role = "Backend Engineer";
  const ids = [await haveInterview(page, role), await openInterview(page.request, role)];
  const times = await Promise.all(ids.map(async (id) => createdAtOf(page, id)));
  // One day in UTC, two in Los Angeles.
  const other = ["2025-11-21T03:00:00.000Z", "2025-11-21T12:00:00.000Z"];
  await page.route("**/dashboard", async (route) => {
    const response = await route.fetch();
    const body = times.reduce((text, time, at) => text.replaceAll(time, other[at] ?? ""), await response.text());
    await route.fulfill({ response, body });
  });
  expect(await movedByScripts(page, "/dashboard", ownTime(page))).toEqual([]);
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Friday, 21 November 2025", "Thursday, 20 November 2025"]);
  await page.unroute("**/dashboard");
});

const createdAtOf = async (page: Page, id: string): Promise<string> => {
  const response = await page.request.get(`/api/interviews/${id}`);
  return ((await response.json()) as { interview: { createdAt: string } }).interview.createdAt;
};

test("nothing shifts when the lobby hydrates", async ({ page }) => {
  const id = await haveInterview(page, "Backend Engineer");
  const begin = page.getByRole("button", { name: "Begin Interview", disabled: false });
  expect(await movedByScripts(page, `/interview/${id}/session`, begin)).toEqual([]);
});

test("what needs scripts takes up no space when none run", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/login");
  const [forgot, signIn] = await Promise.all([
    page.getByRole("link", { name: "Forgot your password?" }).boundingBox(),
    page.getByRole("button", { name: "Sign in" }).boundingBox(),
  ]);
  expect((forgot?.y ?? Infinity) - (signIn?.y ?? 0) - (signIn?.height ?? 0)).toBeLessThan(30);
  await expect(page.getByRole("button")).toHaveText(["Sign in"]);
  await openAccount(context.request);
  await page.goto("/profile");
  await expect(page.getByRole("button", { name: /Show|Forget/ })).toHaveCount(0);
  await context.close();
});

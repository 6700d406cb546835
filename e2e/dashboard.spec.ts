import { expect, type Page } from "@playwright/test";
import { violationsInBothSchemes } from "./accessibility.ts";
import { deleteInterview, haveAccount, haveInterview, openInterview, watchConsole } from "./candidate.ts";
import { missedByFinger } from "./targets.ts";
import { test } from "./test.ts";

const hard = "مهندس برمجيات أول في فريق المدفوعات الدولية";
const long = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(3).slice(0, 120);
const signOf = (page: Page, role: string) => page.getByLabel(`More: ${role}`);

/** A new account with interviews that nobody has begun, the last one newest. */
const haveInterviews = async (page: Page, roles: string[]) => {
  await haveAccount(page);
  for (const role of roles) await openInterview(page.request, role);
  await page.goto("/dashboard");
};

const rolesKept = async (page: Page): Promise<string[]> => {
  const response = await page.request.get("/api/interviews");
  return ((await response.json()) as { interviews: { role: string }[] }).interviews.map(({ role }) => role);
};

test("the history and its menu have no accessibility violation in light or dark, and nothing overflows a 320 px page", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize({ width: 320, height: 640 });
  const errors = watchConsole(page);
  await haveInterviews(page, ["Nurse", hard, long, ...Array.from({ length: 8 }, (_, at) => `プロダクトデザイナー ${at}`)]);
  const beside = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const role of [long, hard]) {
    await signOf(page, role).click();
    expect(await beside()).toBe(0);
    await page.keyboard.press("Escape");
  }
  await signOf(page, hard).click();
  expect(await violationsInBothSchemes(page)).toEqual({ light: [], dark: [] });
  await page.keyboard.press("Escape");
  await deleteInterview(page, "Nurse");
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  expect([await beside(), await violationsInBothSchemes(page)]).toEqual([0, { light: [], dark: [] }]);
  await page.getByLabel("Menu", { exact: true }).click();
  expect([await missedByFinger(page), await violationsInBothSchemes(page), errors]).toEqual([[], { light: [], dark: [] }, []]);
});

test("a deletion can be undone by keyboard with nothing lost, and is carried out when the page is closed", async ({ page }) => {
  await haveInterviews(page, ["Nurse", "Pilot", "Cook"]);
  await expect(async () => {
    await signOf(page, "Pilot").focus();
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("button", { name: "Delete: Pilot" })).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Nurse", exact: true })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Deleted." })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Pilot", exact: true })).toBeFocused();
  expect(await rolesKept(page)).toEqual(["Cook", "Pilot", "Nurse"]);
  await deleteInterview(page, "Pilot");
  await expect(signOf(page, "Pilot")).toHaveCount(0);
  expect(await rolesKept(page)).toHaveLength(3);
  await page.goto("about:blank");
  await expect.poll(() => rolesKept(page)).toEqual(["Cook", "Nurse"]);
});

test("older interviews are appended, with the focus on the first of them, and can be found by name", async ({ page }) => {
  await haveInterviews(
    page,
    Array.from({ length: 23 }, (_, at) => `Role no ${at}.`),
  );
  await page.getByRole("link", { name: "Show older interviews" }).click();
  await expect(page.getByRole("link", { name: "Role no 2.", exact: true })).toBeFocused();
  await expect(page.getByRole("link", { name: "Role no 22.", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/dashboard$/);
  await page.getByRole("searchbox").fill("NO 1.");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Role no 1.", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Role no 2.", exact: true })).toHaveCount(0);
});

test("on a phone the header is one line of 52 px, and its menu can sign out", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await haveAccount(page);
  await page.goto("/dashboard");
  const line = await page.locator("header > div").boundingBox();
  expect(line?.height).toBe(52);
  await expect(page.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  await page.getByLabel("Menu", { exact: true }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  expect((await page.locator("header > div").boundingBox())?.height).toBe(52);
});

test("without scripts a row can be deleted and a phone's visitor can sign out from their menus", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await haveInterviews(page, ["Nurse", "Pilot"]);
  await deleteInterview(page, "Nurse");
  await expect(page.getByRole("link", { name: "Pilot", exact: true })).toBeVisible();
  await expect(signOf(page, "Nurse")).toHaveCount(0);
  await page.getByLabel("Menu", { exact: true }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  await context.close();
});

test("an interview that has not begun can be changed from its lobby", async ({ page }) => {
  const id = await haveInterview(page, "Nurse");
  await page.goto(`/interview/${id}/session`);
  await page.getByRole("link", { name: "Change" }).click();
  await page.getByRole("radio", { name: "45 min" }).check();
  await page.getByRole("button", { name: "Start Interview" }).click();
  await expect(page.getByText("45 minutes")).toBeVisible();
  expect(page.url()).not.toContain(id);
  expect(await rolesKept(page)).toEqual(["Nurse"]);
});

import { expect, type Locator, type Page } from "@playwright/test";
import { violationsInBothSchemes } from "./accessibility.ts";
import { besidePhone } from "./beside.ts";
import { type Candidate, haveAccount, haveCandidate, haveInterview, signUp, startInterview, watchConsole } from "./candidate.ts";
import { missedByFinger } from "./targets.ts";
import { test } from "./test.ts";

const pages: Record<string, (page: Page, candidate: Candidate) => Promise<unknown>> = {
  "the front page": (page) => page.goto("/"),
  "sign-up": (page) => page.goto("/signup"),
  "sign-in": (page) => page.goto("/login"),
  "the way back in": (page) => page.goto("/forgot?asked"),
  "a link that is over": (page) => page.goto("/reset?token=over"),
  "what is kept": (page) => page.goto("/privacy"),
  "the sample report": async (page) => {
    await page.goto("/sample");
    await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
  },
  "the empty dashboard": async (page) => {
    await haveAccount(page);
    await page.goto("/dashboard");
  },
  "the profile": async (page) => {
    await haveAccount(page);
    await page.goto("/profile");
  },
  "the progress before any interview": async (page) => {
    await haveAccount(page);
    await page.goto("/progress");
  },
  "the set-up page": async (page) => {
    await haveAccount(page);
    await page.goto("/interview/new");
  },
  "the set-up page with what is wrong": async (page) => {
    await haveAccount(page);
    await page.goto("/interview/new");
    await page.getByLabel("Your own questions").fill("Why?\n".repeat(12));
    await expect(page.getByText("12 lines: keep the 10 that matter most")).toBeVisible();
  },
  "the lobby": async (page) => {
    await page.goto(`/interview/${await haveInterview(page, "Data Analyst")}/session`);
  },
  "the feedback of an interview that has not begun": async (page, candidate) => {
    await page.goto(`/interview/${await haveCandidate(page, candidate)}/feedback`);
  },
};

for (const [name, open] of Object.entries(pages)) {
  test(`${name} has no accessibility violation in light or dark, no console error, can be used by finger at 320 px, and fits all its words on a phone at twice the text size`, async ({
    page,
    candidate,
  }) => {
    const errors = watchConsole(page);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await open(page, candidate);
    expect(await violationsInBothSchemes(page)).toEqual({ light: [], dark: [] });
    expect(errors).toEqual([]);
    expect(await missedByFinger(page)).toEqual([]);
    expect(await besidePhone(page)).toEqual([]);
  });
}

test("no colour transition takes time when motion is reduced", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto("/login");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test("a stranger is asked to sign in and then returned to the page they wanted", async ({ page, browser }) => {
  const { email, password } = await haveAccount(page);
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto("/profile");
  await expect(other).toHaveURL(/\/login\?redirectTo=%2Fprofile$/);
  await other.getByLabel("Email", { exact: true }).fill(email);
  await other.getByLabel("Password", { exact: true }).fill(password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other).toHaveURL(/\/profile$/);
  await context.close();
});

test("another person's interview is not found", async ({ candidate, browser }) => {
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await haveAccount(stranger, "Mallory");
  const response = await stranger.goto(`/interview/${candidate.interviewId}/session`);
  expect(response?.status()).toBe(404);
  await context.close();
});

test("every page carries the security headers", async ({ request }) => {
  const headers = (await request.get("/login")).headers();
  expect(headers["content-security-policy"]).toMatch(/script-src [^;]*'nonce-/);
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"]).not.toContain("unsafe-eval");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBeTruthy();
});

test("an address with an empty segment is redirected for a page and 404 for the API", async ({ request, baseURL }) => {
  const page = await request.get(`${baseURL}//login`, { maxRedirects: 0 });
  expect([page.status(), page.headers()["location"]]).toEqual([302, "/login"]);
  const api = await request.post("/api/interviews//status");
  expect([api.status(), await api.json()]).toMatchObject([404, { error: { code: "NOT_FOUND" } }]);
});

test("signing up, setting an interview up and starting it work before any script has run", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signUp(page);
  await page.locator("summary", { hasText: "Job description" }).click();
  await page.getByRole("textbox", { name: "Job description" }).fill("Teach.");
  await startInterview(page, "Teacher");
  await page.goto("/interview/new?preset=quick");
  await expect(page.getByRole("radio", { name: "10 min" })).toBeChecked();
  await page.getByLabel("Role").fill("");
  await page.getByLabel("Job description").fill("Teach.");
  await page.getByRole("button", { name: "Start Interview" }).click();
  await expect(page.getByText("Enter the role you are interviewing for")).toBeVisible();
  await expect(page.getByLabel("Job description")).toHaveValue("Teach.");
  await page.getByLabel("Role").fill("Teacher");
  await page.getByRole("button", { name: "Start Interview" }).click();
  await expect(page).toHaveURL(/\/interview\/[\w-]{36}\/session$/);
  await context.close();
});

for (const [where, viewport] of [
  ["at a desk", { width: 1280, height: 800 }],
  ["on a phone", { width: 390, height: 844 }],
] as const)
  test(`the lobby offers the device check and the recording ${where} without scrolling`, async ({ page }) => {
    await page.setViewportSize(viewport);
    const id = await haveInterview(page, "Frontend Engineer at Northwind");
    await page.goto(`/interview/${id}/session`);
    const boxOf = async (it: Locator) => (await it.boundingBox()) ?? { y: Infinity, height: 0 };
    const begin = await boxOf(page.locator(".begin-bar"));
    for (const it of [
      page.getByRole("button", { name: "Check microphone and sound" }),
      page.getByText("Keep a recording on this device"),
    ]) {
      const { y, height } = await boxOf(it);
      expect(y + height).toBeLessThanOrEqual(begin.y);
    }
  });

test("the header is one line at every width, for operators too", async ({ page, candidate }) => {
  await haveCandidate(page, candidate);
  await page.route("**/dashboard", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('isAdmin\\",false', 'isAdmin\\",true') });
  });
  await page.goto("/dashboard");
  await expect(page.getByRole("link", { name: "Operation", includeHidden: true }).first()).toBeAttached();
  for (const width of [320, 640, 700, 767, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const tops = await page.getByRole("banner").evaluate((header) => {
      const seen = Array.from(header.querySelectorAll("a, button, summary")).filter((it) => it.checkVisibility());
      return seen.map((it) => it.getBoundingClientRect()).map(({ top, height }) => Math.round(top + height / 2));
    });
    expect([width, Math.max(...tops) - Math.min(...tops)]).toEqual([width, 0]);
  }
  await page.unroute("**/dashboard");
});

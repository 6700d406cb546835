import { expect } from "@playwright/test";
import { haveAccount, haveCandidate, watchConsole } from "./candidate.ts";
import { test } from "./test.ts";

test("an interview can be set up by keyboard alone, and its questions are ready in the lobby", async ({ page }) => {
  const errors = watchConsole(page);
  await haveAccount(page);
  await page.goto("/dashboard");
  await page.getByRole("textbox", { name: "Role" }).fill("Nurse");
  // The link carries what the page's scripts have stored.
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain("Nurse");
  // Past Length and the rows for the job description and the résumé to Set it up first.
  for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Set up your interview" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Role" })).toHaveValue("Nurse");
  await page.getByRole("textbox", { name: "Role" }).focus();
  const reached: string[] = [];
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const at = document.activeElement;
      return at instanceof HTMLInputElement && at.type === "radio"
        ? `radio ${at.name}`
        : (at?.getAttribute("name") ?? at?.textContent ?? "");
    });
    reached.push(name);
    if (name === "radio minutes" || name === "radio mode") await page.keyboard.press("ArrowRight");
    if (name === "Start Interview") break;
  }
  expect(reached).toEqual([
    "company",
    "level",
    "jobDescription",
    "resume",
    "",
    "type",
    "radio minutes",
    "radio difficulty",
    "radio mode",
    "focus",
    "questions",
    "radio interviewer",
    "voice",
    "Hear this voice",
    "language",
    "radio patience",
    "Start Interview",
  ]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/session$/);
  await page.getByText(/The 7 questions$/).click();
  await expect(page.getByText("Think of a piece of work that you are proud of.")).toBeVisible();
  expect(errors).toEqual([]);
});

test("a voice can be played before it is chosen", async ({ page, candidate }) => {
  const errors = watchConsole(page);
  await haveCandidate(page, candidate);
  await page.goto("/interview/new");
  await page.getByLabel("Voice").selectOption("Puck");
  const answer = page.waitForResponse(/\/voices\/Puck$/);
  await page.getByRole("button", { name: "Hear this voice" }).click();
  expect((await answer).status()).toBe(200);
  await expect(page.getByRole("button", { name: "Playing…" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Hear this voice" })).toBeVisible();
  await expect(page.getByText("This voice cannot be heard")).toHaveCount(0);
  expect(errors).toEqual([]);
});

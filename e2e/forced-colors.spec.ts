import { expect, type Locator, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { haveInterview } from "./candidate.ts";
import { simulator } from "./simulator.ts";
import { test } from "./test.ts";

const look = (element: Locator) =>
  element.evaluate((it) => {
    const { borderTopWidth, borderTopColor, backgroundColor, color } = getComputedStyle(it);
    return { border: borderTopWidth, borderColor: borderTopColor, ground: backgroundColor, words: color };
  });

/** Presses Tab until the target has the focus, then Enter. */
const pressByKey = async (page: Page, target: Locator) => {
  // Until the page's scripts run, controls that need them are disabled and cannot get the focus.
  await expect(target).toBeEnabled();
  for (let steps = 0; steps < 40 && !(await target.evaluate((it) => it === document.activeElement)); steps += 1)
    await page.keyboard.press("Tab");
  await expect(target).toBeFocused();
  await page.keyboard.press("Enter");
};

test("a whole interview works by keyboard alone, in forced colours and at 200 % zoom", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await page.goto("/signup");
  const ground = (await look(page.locator("html"))).ground;
  const create = await look(page.getByRole("button", { name: "Create account" }));
  expect(create.border).toBe("1px");
  expect(create.borderColor).not.toBe(ground);
  const role = `Nurse ${randomUUID()}`;
  await simulator.play(role, { turns: ["learning", "proud", "decision"] });
  await page.goto(`/interview/${await haveInterview(page, role)}/session`);
  await page.context().grantPermissions(["microphone"]);
  await pressByKey(page, page.getByRole("button", { name: "Begin Interview" }));
  const log = page.getByRole("log", { name: "Transcript" });
  await expect(log).toContainText(/\w+ \w+/);
  const meter = page.getByRole("meter", { name: "Interviewer: loudness" });
  expect((await look(meter)).border).toBe("1px");
  expect((await look(meter.locator("div"))).ground).not.toBe((await look(meter)).ground);
  const mute = page.getByRole("button", { name: "Mute" });
  const atRest = (await look(mute)).ground;
  await page.keyboard.press("m");
  await expect.poll(async () => (await look(mute)).ground).not.toBe(atRest);
  const think = page.getByRole("button", { name: "Let me think" });
  await page.keyboard.press("t");
  await expect(think).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await look(think)).ground).not.toBe(atRest);
  const stage = page.locator(".room-stage");
  expect((await look(stage)).border).toBe("1px");
  expect((await look(stage)).borderColor).not.toBe(ground);
  // 200 % zoom in a window of 1,280 px: everything needed is in reach, and nothing lies beside the page.
  await page.setViewportSize({ width: 640, height: 400 });
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Type your answer" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Type", exact: true })).toBeFocused();
  const beside = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beside).toBe(0);
  const end = page.getByRole("button", { name: "End Interview" });
  await expect(end).toBeInViewport();

  await expect(stage.getByText("Held", { exact: true })).toBeVisible();
  await pressByKey(page, page.getByRole("button", { name: "I’m done" }));
  await expect(think).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("r");
  await expect.poll(() => meter.getAttribute("aria-valuenow")).not.toBe("0");
  await page.keyboard.press("/");
  await page.keyboard.type("I led it.");
  await page.keyboard.press("Control+Enter");
  await expect(log).toContainText("I led it.");
  await page.keyboard.press("Escape");
  await pressByKey(page, end);
  const goOn = page.getByRole("button", { name: "Keep going" });
  await expect(goOn).toBeFocused();
  expect((await look(page.getByRole("button", { name: "End interview", exact: true }))).ground).not.toBe((await look(goOn)).ground);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/feedback$/);
  await expect(page.getByText("I led it.").first()).toBeVisible();
});

test("in forced colours primary actions are filled and secondary ones are not", async ({ page }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    await page.goto("/");
    const ground = (await look(page.locator("html"))).ground;
    const filled = await look(page.getByRole("link", { name: "Create your account" }));
    expect((await look(page.getByRole("link", { name: "I already have one" }))).ground).toBe(ground);
    expect(filled.ground).not.toBe(ground);
    expect(filled.words).not.toBe(filled.ground);
  }
});

test("a report's quotes and figures are readable in forced colours", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await page.goto("/sample");
  const colours = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((it) => ({ words: getComputedStyle(it).color, ground: getComputedStyle(it).backgroundColor }));
  const plain = await colours("body");
  for (const marked of ["mark.quoted", "mark.counted"])
    expect(await colours(marked)).toEqual({ words: plain.words, ground: "rgb(0, 0, 0)" });
});

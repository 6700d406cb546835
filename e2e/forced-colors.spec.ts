import { expect, type Locator } from "@playwright/test";
import { beginInterview, haveInterview } from "./candidate.ts";
import { test } from "./test.ts";

const look = (element: Locator) =>
  element.evaluate((it) => {
    const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(it);
    return { border: borderTopWidth, borderColor: borderTopColor, ground: backgroundColor };
  });

test("buttons, meters and what is pressed can be told from text where the system forces its colours", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await page.goto("/signup");
  const ground = (await look(page.locator("html"))).ground;
  const create = await look(page.getByRole("button", { name: "Create account" }));
  expect(create.border).toBe("1px");
  expect(create.borderColor).not.toBe(ground);
  await page.goto(`/interview/${await haveInterview(page, "Nurse")}/session`);
  await beginInterview(page);
  const meter = page.getByRole("meter", { name: "Interviewer: loudness" });
  expect((await look(meter)).border).toBe("1px");
  expect((await look(meter.locator("div"))).ground).not.toBe((await look(meter)).ground);
  const mute = page.getByRole("button", { name: "Mute" });
  const atRest = (await look(mute)).ground;
  await mute.click();
  await expect.poll(async () => (await look(mute)).ground).not.toBe(atRest);
  const think = page.getByRole("button", { name: "Let me think" });
  await think.click();
  await expect(think).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await look(think)).ground).not.toBe(atRest);
  const stage = page.locator(".room-stage");
  expect((await look(stage)).border).toBe("1px");
  expect((await look(stage)).borderColor).not.toBe(ground);
  // 200 % zoom of a window of 1,280 px: all that is needed is in reach, and nothing lies beside the page.
  await page.setViewportSize({ width: 640, height: 400 });
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Type your answer" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Type", exact: true })).toBeFocused();
  const beside = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beside).toBe(0);
  await expect(page.getByRole("button", { name: "End Interview" })).toBeInViewport();
});

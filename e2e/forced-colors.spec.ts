import { expect, type Locator, test } from "@playwright/test";
import { beginInterview, signUp, startInterview } from "./candidate.ts";

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
  await signUp(page);
  await startInterview(page, "Nurse");
  await beginInterview(page);
  const meter = page.getByRole("meter", { name: "Interviewer: loudness" });
  expect((await look(meter)).border).toBe("1px");
  expect((await look(meter.locator("div"))).ground).not.toBe((await look(meter)).ground);
  const mute = page.getByRole("button", { name: "Mute" });
  const atRest = (await look(mute)).ground;
  await mute.click();
  await expect.poll(async () => (await look(mute)).ground).not.toBe(atRest);
});

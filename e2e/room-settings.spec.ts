import { expect } from "@playwright/test";
import { Patience_Mode, TurnState_Floor } from "../proto/gen/interview.ts";
import { test } from "./call-model/stage.ts";
import { goLive } from "./call-model/live-room.ts";
import { longQuestion, lookAt } from "./call-model/room-parts.ts";

test("on a desktop the question, the newest words and the controls stay in sight while the settings are open", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await page.setViewportSize({ width: 1280, height: 800 });
  await goLive(page, worker, longQuestion);
  const mode = Patience_Mode.MODE_HOLD_TO_TALK;
  await worker.say({ $case: "turnState", value: { floor: TurnState_Floor.FLOOR_OPEN, turn: 1, mode, untilUnixMs: 0 } });
  const settings = page.getByRole("button", { name: "Settings" });
  await settings.click();
  await expect(page.getByRole("combobox", { name: "Microphone", exact: true })).toBeFocused();
  await expect(page.getByRole("checkbox", { name: "Tap to start and to stop talking" })).toBeVisible();
  await expect(page.getByText("Hear the question again")).toBeInViewport({ ratio: 1 });
  const { isPageWhole, isStageWhole, stage, question: asked, captions, controls } = await lookAt(page);
  expect([isPageWhole, isStageWhole]).toEqual([true, true]);
  expect(asked.bottom - asked.top).toBeGreaterThan(90);
  expect(captions.bottom - captions.top).toBeGreaterThan(200);
  const box = await page.locator(".room-settings").boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(Math.max(stage.bottom, captions.bottom));
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(controls.top);
  expect(controls.bottom).toBeLessThanOrEqual(800);
  await page.setViewportSize({ width: 1280, height: 600 });
  for (const place of ["beside", "below", "line", "off"]) {
    await page.getByRole("combobox", { name: "Captions", exact: true }).selectOption(place);
    await expect.poll(async () => (await lookAt(page)).isPageWhole, place).toBe(true);
    const low = await lookAt(page);
    const set = await page.locator(".room-settings").boundingBox();
    expect(low.controls.bottom).toBeLessThanOrEqual(600);
    expect(set?.y).toBeGreaterThanOrEqual(Math.max(low.stage.bottom, low.captions.bottom));
    expect((set?.y ?? 0) + (set?.height ?? 0)).toBeLessThanOrEqual(low.controls.top);
    if (place !== "off")
      expect([low.question.bottom - low.question.top > 60, low.captions.bottom - low.captions.top > 50]).toEqual([true, true]);
  }
  await page.getByRole("checkbox", { name: "Tap to start and to stop talking" }).focus();
  await expect(page.getByRole("checkbox", { name: "Tap to start and to stop talking" })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Escape");
  await expect(settings).toBeFocused();
});

for (const viewport of [
  { width: 768, height: 1024 },
  { width: 640, height: 700 },
])
  test(`on a tablet of ${viewport.width} x ${viewport.height} px the settings open between the newest captions and the controls, and nothing of the room is out of sight`, async ({
    open,
  }) => {
    const { page, worker } = await open({ interviewId: "", resumeToken: null });
    await page.setViewportSize(viewport);
    await goLive(page, worker, longQuestion);
    await page.getByRole("button", { name: "Settings" }).click();
    await expect(page.getByRole("combobox", { name: "Microphone", exact: true })).toBeFocused();
    for (const place of ["beside", "below", "line", "off"]) {
      await page.getByRole("combobox", { name: "Captions", exact: true }).selectOption(place);
      await expect.poll(async () => (await lookAt(page)).isPageWhole, place).toBe(true);
      const { isStageWhole, stage, question: asked, captions, controls } = await lookAt(page);
      const box = await page.locator(".room-settings").boundingBox();
      expect([isStageWhole, controls.bottom <= viewport.height], place).toEqual([true, true]);
      expect(box?.y, place).toBeGreaterThanOrEqual(Math.max(stage.bottom, captions.bottom));
      expect((box?.y ?? 0) + (box?.height ?? 0), place).toBeLessThanOrEqual(controls.top);
      expect(box?.height, place).toBeGreaterThan(110);
      if (place !== "off") expect([asked.bottom - asked.top > 60, captions.bottom - captions.top > 50], place).toEqual([true, true]);
    }
    await page.getByRole("checkbox", { name: "Single-key shortcuts" }).focus();
    await expect(page.getByRole("checkbox", { name: "Single-key shortcuts" })).toBeInViewport({ ratio: 1 });
  });

test("on a phone in landscape the settings have room for every choice, in text too large to trigger zooming", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await page.setViewportSize({ width: 667, height: 375 });
  await goLive(page, worker, longQuestion);
  await page.keyboard.press("?");
  const box = await page.getByRole("combobox", { name: "Captions", exact: true }).boundingBox();
  expect(box?.width).toBeGreaterThan(150);
  const sizes = await page.locator(".room select").evaluateAll((all) => all.map((it) => parseFloat(getComputedStyle(it).fontSize)));
  expect(sizes.every((it) => it >= 16)).toBe(true);
});

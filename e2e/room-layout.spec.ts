import { expect, type Page } from "@playwright/test";
import { Notice_Kind, Patience_Mode, SessionEnded_Reason, TurnState_Floor } from "../proto/gen/interview.ts";
import { test } from "./call-model/stage.ts";
import { comeBack, goLive } from "./call-model/live-room.ts";
import { longQuestion, lookAt } from "./call-model/room-parts.ts";

const desks = [
  ["at a desk", { width: 1280, height: 800 }],
  ["on a phone", { width: 390, height: 844 }],
] as const;

test("a long question, the captions and the controls share the window in every layout and state", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await page.setViewportSize({ width: 1280, height: 800 });
  await goLive(page, worker, longQuestion);
  const settings = page.getByRole("button", { name: "Settings" });
  const choose = (what: string, value: string) => page.getByRole("combobox", { name: what, exact: true }).selectOption(value);
  const isShared = async () => {
    const whole = async () => {
      const { isCut, isPageWhole, isStageWhole } = await lookAt(page);
      return { isCut, isPageWhole, isStageWhole };
    };
    await expect.poll(whole).toEqual({ isCut: true, isPageWhole: true, isStageWhole: true });
    const { captions, controls } = await lookAt(page);
    expect(captions.bottom).toBeLessThanOrEqual(controls.top);
    expect(captions.bottom - captions.top).toBeGreaterThan(100);
  };
  await isShared();
  await settings.click();
  await choose("Caption size", "200");
  await choose("Captions", "below");
  await settings.click();
  await isShared();
  const log = page.getByRole("log", { name: "Transcript" });
  await expect.poll(() => log.evaluate((it) => it.scrollHeight - it.clientHeight - it.scrollTop)).toBeLessThan(2);
  await expect(page.getByRole("button", { name: "Latest" })).toHaveCount(0);

  await settings.click();
  await choose("Captions", "beside");
  await settings.click();
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Type your answer" })).toBeFocused();
  await expect.poll(async () => (await lookAt(page)).isPageWhole).toBe(true);
  const typing = await lookAt(page);
  expect(typing.asking.bottom).toBeLessThanOrEqual(typing.stage.bottom);
  expect(typing.question.bottom - typing.question.top).toBeGreaterThan(90);
  await page.keyboard.press("Escape");

  const mode = Patience_Mode.MODE_HOLD_TO_TALK;
  await worker.say({ $case: "turnState", value: { floor: TurnState_Floor.FLOOR_OPEN, turn: 1, mode, untilUnixMs: 0 } });
  await expect(page.getByRole("button", { name: "Hold to talk" })).toBeVisible();
  const { mute, end } = await lookAt(page);
  expect(end.top).toBe(mute.top);

  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(async () => (await lookAt(page)).isPageWhole).toBe(true);
  const spoken = await lookAt(page);
  await page.getByRole("button", { name: "Mute" }).click();
  await expect(page.getByRole("button", { name: "Mute", pressed: true })).toBeVisible();
  const muted = await lookAt(page);
  expect([muted.end, muted.controls]).toEqual([spoken.end, spoken.controls]);

  await page.setViewportSize({ width: 740, height: 360 });
  await expect(page.getByRole("button", { name: "Type" })).toBeVisible();
  const before = await lookAt(page);
  await worker.say({ $case: "notice", value: { kind: Notice_Kind.KIND_SILENCE_OFFERED, ref: "" } });
  await expect(page.getByText("Take your time")).toBeVisible();
  const { notices, question: asked, captions } = await lookAt(page);
  expect(asked).toEqual(before.question);
  expect(notices.bottom).toBeLessThanOrEqual(asked.top);
  expect(notices.right).toBeLessThanOrEqual(captions.left);
});

for (const [where, viewport] of desks)
  test(`stage, meters and captions do not move ${where} while a question is asked and an answer begins`, async ({ open }) => {
    const { page, worker } = await open({ interviewId: "", resumeToken: null });
    await page.setViewportSize(viewport);
    await goLive(page, worker, "Why nursing?");
    const places = () =>
      page.evaluate(() =>
        [".room-stage svg", ".room-question", ".room-meters", ".room-captions"].map(
          (it) => document.querySelector(it)?.getBoundingClientRect().top,
        ),
      );
    const before = await places();
    const mode = Patience_Mode.MODE_NORMAL;
    for (const [turn, floor] of [
      TurnState_Floor.FLOOR_INTERVIEWER,
      TurnState_Floor.FLOOR_HELD,
      TurnState_Floor.FLOOR_ANSWERING,
    ].entries()) {
      await worker.say({ $case: "turnState", value: { floor, turn, mode, untilUnixMs: 120_000 } });
      await page.clock.runFor(500);
      expect(await places()).toEqual(before);
    }
    await worker.say({
      $case: "transcriptUpdate",
      value: { speaker: "AI", text: longQuestion, isFinal: true, seq: 3, isTyped: false, atMs: 2 },
    });
    await page.clock.runFor(2_000);
    await expect(page.locator(".room-question")).toContainText("tomorrow?");
    expect(await places()).toEqual(before);
  });

test("an unsent answer is shown with the conversation, and sending it moves nothing in the room", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  for (const [, viewport] of desks) {
    await page.setViewportSize(viewport);
    if (viewport === desks[0][1]) await goLive(page, worker, longQuestion);
    else await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    const box = page.getByRole("textbox", { name: "Type your answer" });
    await expect(box).toBeFocused();
    const places = () => Promise.all(["form", ".room-stage", ".room-controls"].map((it) => page.locator(`.room ${it}`).boundingBox()));
    await expect.poll(async () => (await lookAt(page)).isPageWhole).toBe(true);
    const before = await places();
    await box.fill(longQuestion);
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("log", { name: "Transcript" })).toContainText("On its way:");
    expect(await places()).toEqual(before);
    await worker.say({ $case: "notice", value: { kind: Notice_Kind.KIND_TEXT_TAKEN, ref: await worker.answerId() } });
    await expect(page.getByText("On its way:")).toHaveCount(0);
  }
});

test("a long role is cut to one line and takes no room from the question, on a phone in landscape or on a tablet", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await goLive(page, worker, longQuestion);
  const title = page.getByRole("heading", { level: 1 });
  const places = async () => [await title.boundingBox(), await page.locator(".room-stage").boundingBox()].map((it) => [it?.y, it?.height]);
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 820, height: 1180 },
    { width: 740, height: 360 },
  ]) {
    await page.setViewportSize(viewport);
    const role = await title.textContent();
    const short = await places();
    const write = (text: string | null) => title.evaluate((it, to) => (it.firstChild as Text).replaceData(0, 999, to ?? ""), text);
    await write("Product manager for payments, risk and very long compound responsibilities in the whole northern region and beyond it");
    expect(await places()).toEqual(short);
    await write(role);
  }
});

test("on a tablet the controls stay in sight while typing", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await page.setViewportSize({ width: 768, height: 1024 });
  await goLive(page, worker, longQuestion);
  await page.keyboard.press("/");
  await expect.poll(async () => (await lookAt(page)).isPageWhole).toBe(true);
});

test("on a phone in landscape the controls are in sight, and at the end the way to the report, with the captions in their place", async ({
  open,
}) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await page.setViewportSize({ width: 568, height: 320 });
  await goLive(page, worker, longQuestion);
  for (const name of ["Mute", "Type", "End Interview"]) await expect(page.getByRole("button", { name })).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 667, height: 375 });
  await worker.say({ $case: "sessionEnded", value: { reason: SessionEnded_Reason.GEMINI_ENDED } });
  await expect(page.getByRole("heading", { name: "The interview is over" })).toBeVisible();
  await expect(page.getByRole("button", { name: "To your report" })).toBeInViewport({ ratio: 1 });
  const { x, width } = (await page.getByRole("log").boundingBox()) ?? { x: 0, width: 0 };
  expect(667 - (x + width)).toBeLessThan(40);
});

test("on a phone in landscape the question stays in sight while typing", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await page.setViewportSize({ width: 740, height: 360 });
  await goLive(page, worker, longQuestion);
  await page.keyboard.press("/");
  const box = page.getByRole("textbox", { name: "Type your answer" });
  await box.fill("I said");
  const captions = await page.locator(".room-captions").boundingBox();
  const stage = await page.locator(".room-stage").boundingBox();
  const controls = await page.locator(".room-controls").boundingBox();
  expect(captions?.y).toBeGreaterThanOrEqual(0);
  expect((captions?.y ?? 0) + (captions?.height ?? 0)).toBeLessThanOrEqual(360);
  expect((stage?.x ?? 0) + (stage?.width ?? 0)).toBeLessThan(captions?.x ?? 0);
  expect((captions?.x ?? 0) + (captions?.width ?? 0)).toBeLessThan(controls?.x ?? 0);
});

test("on a phone at twice the text size, and zoomed in, nothing overflows the page or overlaps another part", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  // How a browser lays out 390 px with letters of 32 px.
  await page.setViewportSize({ width: 195, height: 422 });
  await goLive(page, worker, longQuestion);
  const beside = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await beside()).toBe(0);
  const { end, controls, stage } = await lookAt(page);
  const title = await page.getByRole("heading", { level: 1 }).boundingBox();
  expect(title?.y).toBeGreaterThanOrEqual(end.bottom);
  expect([stage.right, controls.right, end.right].every((it) => it <= 195)).toBe(true);
  const boxes = await page.locator(".room-controls > button").evaluateAll((all) => all.map((it) => it.scrollWidth - it.clientWidth));
  expect(boxes.filter((it) => it > 0)).toEqual([]);

  // How it lays out a window of 1280 by 1024 px at 400 %, with a word that is longer than the window.
  await page.setViewportSize({ width: 320, height: 256 });
  const text = "Donaudampfschifffahrtsgesellschaft".repeat(10);
  await worker.say({ $case: "transcriptUpdate", value: { speaker: "USER", text, isFinal: true, seq: 3, isTyped: true, atMs: 2 } });
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText(text);
  expect(await beside()).toBe(0);
});

/** Parts of the page that have moved so far, except those that a press moved. */
const movedParts = (page: Page) => page.evaluate(() => window.movedParts);
declare global {
  interface Window {
    movedParts: string[];
  }
}
const watchParts = (): void => {
  window.movedParts = [];
  const look = (list: PerformanceObserverEntryList) => {
    for (const { hadRecentInput, sources } of list.getEntries() as (PerformanceEntry & Shift)[])
      for (const { node } of sources) {
        const name = node?.nodeName ?? "";
        if (/^(MAIN|FOOTER|SECTION)$/.test(name) && (name === "MAIN" || !hadRecentInput)) window.movedParts.push(name);
      }
  };
  new PerformanceObserver(look).observe({ type: "layout-shift", buffered: true });
};
type Shift = { hadRecentInput: boolean; sources: { node: Node | null }[] };

for (const [where, viewport] of desks)
  test(`nothing on the page moves ${where} when the room appears, at first and after a reload`, async ({ open, page }) => {
    await page.setViewportSize(viewport);
    await page.addInitScript(watchParts);
    const { worker } = await open({ interviewId: "", resumeToken: null });
    await goLive(page, worker, longQuestion);
    await expect(page.getByRole("banner")).toBeHidden();
    expect(await movedParts(page)).toEqual([]);

    await page.reload();
    await comeBack(page, worker);
    expect(await movedParts(page)).toEqual([]);
  });

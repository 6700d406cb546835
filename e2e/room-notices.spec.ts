import { expect, type Page } from "@playwright/test";
import { Notice_Kind } from "../proto/gen/interview.ts";
import { lookAt } from "./call-model/room-parts.ts";
import { test } from "./call-model/stage.ts";
import { allowMicrophone, failMicrophone, waitForSound } from "./call-model/platform.ts";
import { goLive } from "./call-model/live-room.ts";
import { missedByFinger } from "./targets.ts";

const question = "Tell me about a time when you disagreed with a colleague about something important, and how you settled it.";

/** The faults of the notices on screen: they hide the question, cut a word off, or have buttons that are too small. */
const faultsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
    const notices = box(".room-notices");
    const asked = box(".room-question");
    if (!notices?.height || !asked) return ["there is no notice, or no question"];
    const isOver = notices.bottom > asked.top && notices.left < asked.right;
    const buttons = Array.from(document.querySelectorAll<HTMLElement>(".room-notices button"));
    return [
      ...(isOver ? [`the question is hidden by ${Math.round(notices.bottom - asked.top)} px`] : []),
      ...buttons.filter((it) => it.scrollWidth > it.clientWidth).map((it) => `"${it.textContent}" is cut off`),
      ...buttons.filter((it) => it.getBoundingClientRect().height < 44).map((it) => `"${it.textContent}" is too small`),
    ];
  });

/** Expects this to be the only notice, and without faults. */
const expectFaultless = async (page: Page, title: string): Promise<void> => {
  await expect(page.locator(".room-notices > *")).toContainText([title]);
  await expect.poll(() => faultsOf(page), title).toEqual([]);
};

test.beforeEach(({ page }) => page.setViewportSize({ width: 390, height: 844 }));

/** Each replaces the one before it. */
const ofWorker = {
  CONFIRM_END: "End the interview here?",
  SILENCE_OFFERED: "Take your time",
  TIME_LEFT: "The time is nearly up",
  NOT_WRITTEN_DOWN: "Your answer was not written down",
  MODE_LATER: "The new pace counts a little later",
  PROVIDER_SLOW: "The interviewer is slow to answer",
} as const;

test("on a phone a Worker notice leaves the question in sight and the ways out clickable, and covers the time wholly or not at all", async ({
  open,
}) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await goLive(page, worker, question);
  const { y: top = 0, height = 0 } = (await page.getByRole("timer").boundingBox()) ?? {};
  for (const kind of Object.keys(ofWorker) as (keyof typeof ofWorker)[]) {
    await worker.say({ $case: "notice", value: { kind: Notice_Kind[`KIND_${kind}`], ref: "" } });
    await expectFaultless(page, ofWorker[kind]);
    const covered = top + height - (await lookAt(page)).notices.top;
    // Above and below its digits a line has a few px.
    expect([kind, covered <= 4 || covered >= height - 4]).toEqual([kind, true]);
  }
});

test("a notice of lost sound or of a silent, lost or broken microphone leaves them so too", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await goLive(page, worker, question);
  await page.evaluate(() => window.platform.setSilenced(true));
  await expectFaultless(page, "The sound is off");
  await page.evaluate(() => window.platform.setSilenced(false));
  await page.evaluate(() => window.platform.unhear("silent"));
  await expectFaultless(page, "We can’t hear you");
  await page.evaluate(() => window.platform.unplug());
  await expectFaultless(page, "The microphone is gone");
  await page.getByRole("button", { name: "Reconnect the microphone" }).click();
  await allowMicrophone(page);
  await waitForSound(page);
  await page.evaluate(() => window.platform.breakMicrophone());
  await expectFaultless(page, "The microphone stopped working");
});

for (const [where, viewport] of [
  ["on a phone in landscape", { width: 667, height: 375 }],
  ["on the smallest phone", { width: 320, height: 568 }],
] as const)
  test(`every notice leaves them so ${where} too`, async ({ open }) => {
    const { page, worker } = await open({ interviewId: "", resumeToken: null });
    await page.setViewportSize(viewport);
    await goLive(page, worker, question);
    for (const kind of Object.keys(ofWorker) as (keyof typeof ofWorker)[]) {
      await worker.say({ $case: "notice", value: { kind: Notice_Kind[`KIND_${kind}`], ref: "" } });
      await expectFaultless(page, ofWorker[kind]);
    }
    await page.getByRole("button", { name: "All right" }).click();
    await page.evaluate(() => window.platform.setSilenced(true));
    await expectFaultless(page, "The sound is off");
    await page.evaluate(() => window.platform.setSilenced(false));
    for (const [cause, title] of [
      ["silent", "We can’t hear you"],
      ["paused", "Your device has paused the microphone"],
    ] as const) {
      await page.evaluate((it) => window.platform.unhear(it), cause);
      await expectFaultless(page, title);
    }
    await page.evaluate(() => window.platform.unplug());
    await expectFaultless(page, "The microphone is gone");
    for (const [problem, title] of [
      ["busy", "The microphone is in use"],
      ["unsupported", "This browser cannot use the microphone here"],
    ] as const) {
      await page.getByRole("button", { name: "Reconnect the microphone" }).click();
      await failMicrophone(page, problem);
      await expectFaultless(page, title);
    }
  });

for (const [where, width, height] of [
  ["on a desktop of 800 px", 1280, 800],
  ["on a desktop of 700 px", 1280, 700],
  ["on a tablet held upright", 768, 1024],
] as const)
  test(`a notice ${where} leaves them so too while typing and while the settings are open`, async ({ open }) => {
    const { page, worker } = await open({ interviewId: "", resumeToken: null });
    await page.setViewportSize({ width, height });
    await goLive(page, worker, question);
    await page.evaluate(() => window.platform.unhear("silent"));
    for (const opener of ["Type", "Settings"]) {
      await page.getByRole("button", { name: opener, exact: true }).click();
      await expectFaultless(page, "We can’t hear you");
      await page.getByRole("button", { name: opener, exact: true }).click();
    }
  });

test("the room and its sheet can be used by finger at 320 px", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await goLive(page, worker, question);
  expect(await missedByFinger(page)).toEqual([]);
  for (const opener of ["More", "Settings", "Type"]) {
    await page.getByRole("button", { name: opener, exact: true }).click();
    expect([opener, await missedByFinger(page)]).toEqual([opener, []]);
  }
});

test("on a phone at twice the text size no way out overflows the page", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  // What a browser makes of 390 px whose letters are 32 px high.
  await page.setViewportSize({ width: 195, height: 422 });
  await goLive(page, worker, question);
  await page.evaluate(() => window.platform.unplug());
  await expect(page.getByRole("button", { name: "Type instead" })).toBeVisible();
  const rights = await page.locator(".room-notices button").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().right));
  expect(rights.filter((it) => it > 195)).toEqual([]);
});

test("one notice is shown at a time, the most urgent first", async ({ open }) => {
  const { page, worker } = await open({ interviewId: "", resumeToken: null });
  await goLive(page, worker, question);
  const seen = () =>
    page
      .locator(".room-notices > *")
      .evaluateAll((all) => all.filter((it) => it.clientHeight > 1).map((it) => it.querySelector("p")?.textContent));
  await worker.say({ $case: "notice", value: { kind: Notice_Kind.KIND_PROVIDER_SLOW, ref: "" } });
  await expect.poll(seen).toEqual(["The interviewer is slow to answer"]);
  await page.evaluate(() => window.platform.unplug());
  await expect.poll(seen).toEqual(["The microphone is gone"]);
  await page.getByRole("button", { name: "All right" }).focus();
  await expect.poll(seen).toEqual(["The microphone is gone", "The interviewer is slow to answer"]);
  await page.getByRole("button", { name: "Type instead" }).click();
  await expect.poll(seen).toEqual(["The interviewer is slow to answer"]);
});

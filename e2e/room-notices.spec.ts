import { expect, type Page } from "@playwright/test";
import { Notice_Kind } from "../proto/gen/interview.ts";
import { test } from "./call-model/stage.ts";
import type { WorkerSide } from "./call-model/worker-side.ts";
import { goLive } from "./call-model/live-room.ts";

const question = "Tell me about a time when you disagreed with a colleague about something important, and how you settled it.";

/** What is wrong with the notices that stand there: they hide the question, cut a word off, or are too small to be pressed. */
const faultsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
    const notices = box(".room-notices");
    const asked = box(".room-question");
    if (!notices?.height || !asked) return ["there is no notice, or no question"];
    const buttons = Array.from(document.querySelectorAll<HTMLElement>(".room-notices button"));
    return [
      ...(notices.bottom > asked.top ? [`the question is hidden by ${Math.round(notices.bottom - asked.top)} px`] : []),
      ...buttons.filter((it) => it.scrollWidth > it.clientWidth).map((it) => `"${it.textContent}" is cut off`),
      ...buttons.filter((it) => it.getBoundingClientRect().height < 44).map((it) => `"${it.textContent}" is too small`),
    ];
  });

const ofWorker = ["CONFIRM_END", "SILENCE_OFFERED", "TIME_LEFT", "NOT_WRITTEN_DOWN", "MODE_LATER", "PROVIDER_SLOW"] as const;
const told: Readonly<Record<string, (page: Page, worker: WorkerSide) => Promise<unknown>>> = {
  ...Object.fromEntries(
    ofWorker.map((kind) => [
      kind,
      (_: Page, worker: WorkerSide) => worker.say({ $case: "notice", value: { kind: Notice_Kind[`KIND_${kind}`], ref: "" } }),
    ]),
  ),
  "a microphone that is not heard": (page) => page.evaluate(() => window.platform.unhear("silent")),
  "a microphone that is gone": (page) => page.evaluate(() => window.platform.unplug()),
  "a microphone that broke": (page) => page.evaluate(() => window.platform.breakMicrophone()),
  "sound that is off": (page) => page.evaluate(() => window.platform.setSilenced(true)),
};

for (const [name, tell] of Object.entries(told))
  test(`on a phone the question stays in sight, and the ways out can be pressed, beside ${name}`, async ({ open }) => {
    const { page, worker } = await open({ interviewId: "", resumeToken: null });
    await page.setViewportSize({ width: 390, height: 844 });
    await goLive(page, worker, question);
    await tell(page, worker);
    await expect(page.locator(".room-notices > *")).toHaveCount(1);
    await expect.poll(() => faultsOf(page)).toEqual([]);
  });

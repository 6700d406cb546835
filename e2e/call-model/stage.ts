import type { Page } from "@playwright/test";
import type { CallInput } from "../../machines/call/events.ts";
import { test as base } from "../test.ts";
import type { Stage } from "./happenings.ts";
import { holdPlatform } from "./platform.ts";
import { WorkerSide } from "./worker-side.ts";

/**
 * A test on the page of a candidate whose one interview is never begun: the Worker's side is played here. The storage state gives each test
 * a browser context of its own, because the clock that it installs may outlive it in a shared one.
 */
export const test = base.extend<{ open: (input: CallInput) => Promise<Stage> }>({
  storageState: ({ candidate }, use) => use({ cookies: [...candidate.cookies], origins: [] }),
  open: async ({ page, candidate }, use) => {
    await use((input) => openCall(page, candidate.interviewId, input));
    // A path may end while somebody talks, and the next one has the same keyboard.
    await page.keyboard.up("v");
  },
});

/** Opens the interview's page as the input says: for the first time, after a reload, beside another tab, or after a reload at the end. */
const openCall = async (page: Page, interviewId: string, input: CallInput): Promise<Stage> => {
  const worker = await WorkerSide.of(page);
  await holdPlatform(page);
  await page.addInitScript(remember, {
    key: `preppal.resume.${interviewId}`,
    token: input.resumeToken,
    isTakeover: input.isTakeover ?? false,
    ended: input.isEnded ? `preppal.end.${interviewId}` : null,
  });
  await page.goto(`/interview/${interviewId}/session`);
  return { page, worker, input };
};

type Kept = { key: string; token: string | null; isTakeover: boolean; ended: string | null };

const remember = ({ key, token, isTakeover, ended }: Kept): void => {
  if (token === null) return;
  if (ended !== null) return sessionStorage.setItem(ended, token);
  localStorage.setItem(key, token);
  if (!isTakeover) sessionStorage.setItem(key, token);
};

import { type APIRequest, test as base, type WorkerInfo } from "@playwright/test";
import { type Candidate, openAccount, openInterview, unbegunRole } from "./candidate.ts";
import { makeReport, type ToldReport } from "./reports.ts";

/**
 * For tests that need no page. What a worker has once is made for the first test that asks for it, and is declared here, because tests of a
 * file that declared it would get workers and browsers of their own.
 */
export const withoutPage = base.extend<object, { candidate: Candidate; told: ToldReport }>({
  // Somebody with an interview that is never begun.
  candidate: [
    async ({ playwright }, use, { project }) => {
      const request = await outsideOf(playwright.request, project);
      await openAccount(request);
      const interviewId = await openInterview(request, unbegunRole);
      const { cookies } = await request.storageState();
      await use({ cookies, interviewId });
      await request.dispose();
    },
    { scope: "worker" },
  ],
  told: [
    async ({ playwright }, use, { project }) => {
      const request = await outsideOf(playwright.request, project);
      await use(await makeReport(request));
      await request.dispose();
    },
    { scope: "worker" },
  ],
});

/** For requests to the product without a page. */
const outsideOf = (request: APIRequest, { use: { baseURL } }: WorkerInfo["project"]) =>
  request.newContext(baseURL === undefined ? {} : { baseURL });

/** Tests of one worker share a browser context. Playwright resets it between them except for granted permissions. */
export const test = withoutPage.extend<{ unasked: void; pictured: void }>({
  unasked: [
    async ({ context }, use) => {
      await context.clearPermissions();
      await use();
    },
    { auto: true },
  ],
  // In a shared context Playwright's "only-on-failure" takes a screenshot of every page before it knows of a failure.
  pictured: [
    async ({ context }, use, info) => {
      await use();
      if (info.status === info.expectedStatus) return;
      for (const [at, page] of context.pages().entries()) {
        const path = info.outputPath(`screenshot-${at + 1}.png`);
        const isTaken = await page.screenshot({ path, timeout: 5_000 }).then(Boolean, () => false);
        if (isTaken) await info.attach("screenshot", { path, contentType: "image/png" });
      }
    },
    { auto: true },
  ],
});

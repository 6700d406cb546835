import { test as base } from "@playwright/test";
import { type Candidate, openAccount, openInterview, unbegunRole } from "./candidate.ts";

/** For tests that need no page. */
export const withoutPage = base.extend<object, { candidate: Candidate }>({
  // Somebody with an interview that is never begun, for tests that ask for it. Declared for all tests, because others would get browsers of
  // their own.
  candidate: [
    async ({ playwright }, use, { project }) => {
      const { baseURL } = project.use;
      const request = await playwright.request.newContext({ ...(baseURL === undefined ? {} : { baseURL }) });
      await openAccount(request);
      const interviewId = await openInterview(request, unbegunRole);
      const { cookies } = await request.storageState();
      await use({ cookies, interviewId });
      await request.dispose();
    },
    { scope: "worker" },
  ],
});

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

import { test as base } from "@playwright/test";
import { type Candidate, openAccount, openInterview, unbegunRole } from "./candidate.ts";

/** For what needs no page. */
export const withoutPage = base.extend<object, { candidate: Candidate }>({
  // Somebody with an interview that is never begun, for the tests that ask for it. Known to all: else those would have browsers of their own.
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

/** Tests of one process share a browser context, which Playwright empties between them, all but what a site was allowed. */
export const test = withoutPage.extend<{ unasked: void; pictured: void }>({
  unasked: [
    async ({ context }, use) => {
      await context.clearPermissions();
      await use();
    },
    { auto: true },
  ],
  // Playwright's own "only-on-failure" takes a picture of every page of a shared context, before it knows.
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

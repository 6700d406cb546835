import { test as base } from "@playwright/test";

/** Tests of one process share a browser context, which Playwright empties between them, all but what a site was allowed. */
export const test = base.extend<{ unasked: void; pictured: void }>({
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

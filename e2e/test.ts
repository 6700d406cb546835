import { test as base } from "@playwright/test";

/** Tests of one process share a browser context, which Playwright empties between them, all but what a site was allowed. */
export const test = base.extend<{ unasked: void }>({
  unasked: [
    async ({ context }, use) => {
      await context.clearPermissions();
      await use();
    },
    { auto: true },
  ],
});

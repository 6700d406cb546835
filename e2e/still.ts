import type { Locator, Page } from "@playwright/test";

type Moved = { what: string; from: number; to: number };

/**
 * What moved vertically in a page's main part, in CSS px, when its scripts took over. The scripts are held back until the page has been
 * painted without them. `sign` is visible only once they run.
 */
export const movedByScripts = async (page: Page, path: string, sign: Locator): Promise<Moved[]> => {
  let release = (): void => undefined;
  const painted = new Promise<void>((resolve) => (release = resolve));
  const scripts = "**/assets/*.js";
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.route(scripts, (route) => painted.then(() => route.continue()));
  await page.goto(path, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  const placed = await page.evaluateHandle(() =>
    Array.from(document.querySelectorAll("main *, footer"), (it) => ({ it, from: it.getBoundingClientRect().top })),
  );
  release();
  await sign.waitFor();
  const moved = await placed.evaluate((all) =>
    all
      .map(({ it, from }) => ({ what: `${it.localName}: ${it.textContent?.slice(0, 40)}`, from, to: it.getBoundingClientRect().top }))
      .filter(({ from, to }) => from !== to),
  );
  await page.unroute(scripts);
  return moved;
};

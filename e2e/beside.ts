import type { Page } from "@playwright/test";

/** A small phone, in CSS px, with letters of twice the size. */
const smallest = { width: 160, height: 320 };

/**
 * The words that lie beside the page or overflow their box on a small phone with letters of twice the size. Those cut off on purpose end in
 * dots.
 */
export const besidePhone = async (page: Page): Promise<string[]> => {
  await page.setViewportSize(smallest);
  return page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const seen = Array.from(document.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, a, button, summary, label")).filter((it) =>
      it.checkVisibility(),
    );
    const isWhole = (it: Element) => getComputedStyle(it).overflowX === "visible" && it.closest(".sr-only, .overflow-x-auto") === null;
    const isOut = (it: Element) =>
      it.getBoundingClientRect().right > clientWidth + 1 || (it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1);
    const words = seen.filter((it) => isWhole(it) && isOut(it)).map((it) => `${it.localName} ${it.textContent?.slice(0, 40)}`);
    const { scrollWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`the page: ${scrollWidth - clientWidth} px`, ...words] : words;
  });
};

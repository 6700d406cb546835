import type { Page } from "@playwright/test";

/** The smallest phone, in CSS px. */
const smallest = { width: 320, height: 568 };
/** The least height and width of what a finger presses (WCAG 2.5.5), in CSS px. */
const fingerPx = 44;

/**
 * What a finger cannot use on the smallest phone: the controls that take a press on less than 44 px across or down, and by how much the page
 * is wider than the window. A link within a sentence may be as low as its line.
 */
export const missedByFinger = async (page: Page): Promise<string[]> => {
  await page.setViewportSize(smallest);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  const missed = await page.evaluate(findMissed, fingerPx);
  await devtools.detach();
  return missed;
};

const findMissed = (leastPx: number): string[] => {
  const kinds = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const controls = Array.from(document.querySelectorAll<HTMLElement>(kinds));
  const isSeen = (it: Element) => it.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !isUnmodal(it);
  const modal = document.querySelector("dialog:modal");
  const isUnmodal = (it: Element) => modal !== null && !modal.contains(it);
  const wordsOf = (it: Element | null | undefined) => it?.textContent?.trim() ?? "";
  const isInSentence = (it: Element) => {
    const around = wordsOf(it.closest("p, li, dd, dt, td, th, label, figcaption"));
    return getComputedStyle(it).display === "inline" && around !== "" && around !== wordsOf(it);
  };
  const isHidden = (it: HTMLElement) => it.getBoundingClientRect().width <= 1;

  /** How far the press reaches, in px across and down, through the middle of the control's longest line. */
  const reachOf = (it: HTMLElement, counted: Element): [number, number] => {
    it.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const line = Array.from(it.getClientRects()).reduce((longest, next) => (next.width > longest.width ? next : longest));
    const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
    const isHit = (atX: number, atY: number) => {
      const hit = document.elementFromPoint(atX, atY);
      return hit !== null && (it.contains(hit) || counted.contains(hit));
    };
    // What lies under something else now is as large as its box.
    if (!isHit(x, y)) return [line.width, line.height];
    const reach = (alongX: number, alongY: number) => {
      let px = 0;
      while (px < leastPx && isHit(x + alongX * (px + 1), y + alongY * (px + 1))) px += 1;
      return px;
    };
    return [reach(-1, 0) + 1 + reach(1, 0), reach(0, -1) + 1 + reach(0, 1)];
  };

  const small = controls.flatMap((it) => {
    const label = it instanceof HTMLInputElement ? it.labels?.[0] : undefined;
    const shown = isHidden(it) && label ? label : it;
    if (!isSeen(shown) || isHidden(shown) || isInSentence(it) || shown.getBoundingClientRect().bottom + scrollY <= 0) return [];
    const [across, down] = reachOf(shown, label ?? shown);
    if (Math.min(across, down) >= leastPx) return [];
    const name = it.getAttribute("aria-label") ?? (wordsOf(label ?? it) || it.id);
    return [`${it.localName} "${name.slice(0, 40)}": ${Math.round(across)} x ${Math.round(down)} px`];
  });
  scrollTo(0, 0);
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`, ...small] : small;
};

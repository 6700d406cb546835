/** What a page carries of its scripts until it is painted: nothing that a browser would fetch or run. */
const inertPreload = '<link data-rel="modulepreload"';
const inertType = "text/after-paint";

/**
 * Runs in the page. Where a browser tells of no paint (a page in the background has none, an old browser no word for it) nothing waits
 * for one, and never for long. A module whose type was changed does not run: it is made anew.
 */
const starter = `(() => {
  let isStarted = false;
  const start = () => {
    if (isStarted) return;
    isStarted = true;
    for (const it of document.querySelectorAll("link[data-rel]")) it.rel = it.dataset.rel;
    for (const it of document.querySelectorAll('script[type="${inertType}"]')) {
      const script = document.createElement("script");
      script.type = "module";
      script.nonce = it.nonce;
      script.textContent = it.textContent;
      document.head.append(script);
    }
  };
  if (document.hidden || !self.PerformanceObserver?.supportedEntryTypes?.includes("paint")) return start();
  new PerformanceObserver((paints) => paints.getEntriesByName("first-contentful-paint").length > 0 && start()).observe({
    type: "paint",
    buffered: true,
  });
  document.addEventListener("visibilitychange", start, { once: true });
  setTimeout(start, 2000);
})();`;

/**
 * The document of Remix, whose scripts are fetched once it is painted: it can be read without them, and on a slow line they would come in
 * the way of the style sheet.
 */
export const afterPaint = (html: string, nonce: string): string =>
  html
    .replaceAll('<link rel="modulepreload"', inertPreload)
    .replaceAll(/(<script nonce="[^"]*") type="module"/g, `$1 type="${inertType}"`)
    .replace("</body>", `<script nonce="${nonce}">${starter}</script></body>`);

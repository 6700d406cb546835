/** How a page's scripts are written until its style sheet has come: a browser neither fetches nor runs them. */
const inertPreload = '<link data-rel="modulepreload"';
const inertType = "text/after-style";

/**
 * Runs in the page. An inline script waits until the style sheets before it have come or failed, so nothing is left to wait for, and what
 * it adds still belongs to the page's loading. A module whose type is changed does not run, so it is made anew.
 * https://html.spec.whatwg.org/#has-no-style-sheet-that-is-blocking-scripts
 */
const starter = `
for (const it of document.querySelectorAll("link[data-rel]")) it.rel = it.dataset.rel;
for (const it of document.querySelectorAll('script[type="${inertType}"]')) {
  const script = document.createElement("script");
  script.type = "module";
  script.nonce = it.nonce;
  script.textContent = it.textContent;
  document.head.append(script);
}`;

/**
 * Rewrites Remix's document so that its scripts are fetched after its style sheet. A page can be read without scripts, and on a slow
 * connection they would delay what it is painted with.
 */
export const afterStyle = (html: string, nonce: string): string =>
  html
    .replaceAll('<link rel="modulepreload"', inertPreload)
    .replaceAll(/(<script nonce="[^"]*") type="module"/g, `$1 type="${inertType}"`)
    .replace("</body>", `<script nonce="${nonce}">${starter}</script></body>`);

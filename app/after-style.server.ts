/** What a page carries of its scripts until its style sheet has come: nothing that a browser would fetch or run. */
const inertPreload = '<link data-rel="modulepreload"';
const inertType = "text/after-style";

/**
 * Runs in the page. A script in the page's text waits for the style sheets before it, come or failed, so by now there is nothing to wait
 * for; and what it adds still belongs to the page's loading. A module whose type is changed does not run: it is made anew.
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
 * The document of Remix, whose scripts are fetched behind its style sheet: a page is read without them, and on a slow line they would
 * come in the way of what it is painted with.
 */
export const afterStyle = (html: string, nonce: string): string =>
  html
    .replaceAll('<link rel="modulepreload"', inertPreload)
    .replaceAll(/(<script nonce="[^"]*") type="module"/g, `$1 type="${inertType}"`)
    .replace("</body>", `<script nonce="${nonce}">${starter}</script></body>`);

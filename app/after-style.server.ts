/** What a page carries of its scripts until its style sheet has come: nothing that a browser would fetch or run. */
const inertPreload = '<link data-rel="modulepreload"';
const inertType = "text/after-style";

/**
 * Runs in the page. What it adds before the page has loaded belongs to the page's loading, as it did without this. A module whose type is
 * changed does not run: it is made anew.
 */
const starter = `(() => {
  const start = () => {
    for (const it of document.querySelectorAll("link[data-rel]")) it.rel = it.dataset.rel;
    for (const it of document.querySelectorAll('script[type="${inertType}"]')) {
      const script = document.createElement("script");
      script.type = "module";
      script.nonce = it.nonce;
      script.textContent = it.textContent;
      document.head.append(script);
    }
  };
  const style = document.querySelector('link[rel="stylesheet"]');
  if (!style || style.sheet) return start();
  for (const end of ["load", "error"]) style.addEventListener(end, start, { once: true });
})();`;

/**
 * The document of Remix, whose scripts are fetched behind its style sheet: a page is read without them, and on a slow line they would
 * come in the way of what it is painted with.
 */
export const afterStyle = (html: string, nonce: string): string =>
  html
    .replaceAll('<link rel="modulepreload"', inertPreload)
    .replaceAll(/(<script nonce="[^"]*") type="module"/g, `$1 type="${inertType}"`)
    .replace("</body>", `<script nonce="${nonce}">${starter}</script></body>`);

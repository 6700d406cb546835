import { attempt } from "./ui/storage.ts";

const key = "preppal.move";

/**
 * Finishes a navigation, by a link or a form, that a reload has interrupted. Remix reloads the page when a part of the next one is gone, as
 * after a deploy, and would leave the person where they were.
 */
export const finishPendingMove = (): void => {
  const headedFor = attempt(() => sessionStorage.getItem(key));
  attempt(() => sessionStorage.removeItem(key));
  if (headedFor !== null && headedFor !== pathOf(location)) location.replace(headedFor);
  window.addEventListener("pagehide", () => {
    const { state, location: next } = window.__remixRouter.state.navigation;
    if (state === "loading") attempt(() => sessionStorage.setItem(key, pathOf(next)));
  });
};

const pathOf = ({ pathname, search, hash }: { pathname: string; search: string; hash: string }): string => `${pathname}${search}${hash}`;

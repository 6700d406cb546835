import { untilReached } from "./ui/use-unreached.ts";

/** The part of the Navigation API that is used here. Older browsers do not have it. */
type Navigation = { addEventListener: (type: "navigate", listener: (event: Event) => void) => void };
type Host = { navigation?: Navigation; location: { reload: () => void } };

/**
 * Holds a page's reload of itself until the app answers: while the app cannot be reached, it would end at the browser's error page. Remix
 * reloads when a part of the next page could not be loaded. A reload by the browser's own button is not held.
 */
export const holdReloads = ({ navigation, location }: Host): void => {
  let isHeld = false;
  let isLet = false;
  navigation?.addEventListener("navigate", (event) => {
    if (!("navigationType" in event) || event.navigationType !== "reload" || !event.cancelable) return;
    if (isLet) return void (isLet = false);
    event.preventDefault();
    if (isHeld) return;
    isHeld = true;
    void untilReached(new AbortController().signal).then(() => {
      isHeld = false;
      isLet = true;
      location.reload();
    });
  });
};

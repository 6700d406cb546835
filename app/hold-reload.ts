import { untilReached } from "./ui/use-unreached.ts";

/** What this needs of the Navigation API, which older browsers have not. */
type Navigation = { addEventListener: (type: "navigate", listener: (event: Event) => void) => void };
type Host = { navigation?: Navigation; location: { reload: () => void } };

/**
 * A page that loads itself again while the app cannot be reached would end at the browser's own page: so does Remix where a part of the
 * next page could not be had. It stays until the app answers. What a person does by the browser's own button is not held.
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

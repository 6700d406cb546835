/**
 * Calls `leave` when the page loses the keyboard's focus or is hidden, until `signal` aborts: the page does not see the keyup of a key that
 * is held then.
 */
export const onPageLeft = (leave: () => void, signal: AbortSignal): void => {
  window.addEventListener("blur", leave, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && leave(), { signal });
};

/**
 * Calls `leave` when the page loses the keyboard's focus or is hidden, until `signal` aborts. A key that is held then is released without a
 * keyup.
 */
export const onPageLeft = (leave: () => void, signal: AbortSignal): void => {
  window.addEventListener("blur", leave, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && leave(), { signal });
};

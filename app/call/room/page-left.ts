/** Calls `leave` when the page loses the keyboard or is hidden, until `signal` aborts: a key that is held down then goes up unseen. */
export const onPageLeft = (leave: () => void, signal: AbortSignal): void => {
  window.addEventListener("blur", leave, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && leave(), { signal });
};

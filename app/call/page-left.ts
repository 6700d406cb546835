/** Calls `leave` when the page loses the keyboard or is hidden, until `signal` ends that: what is held down then comes up unseen. */
export const onPageLeft = (leave: () => void, signal: AbortSignal): void => {
  window.addEventListener("blur", leave, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && leave(), { signal });
};

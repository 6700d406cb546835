/** Resolves after `ms`, or at once if that is 0. Rejects with the signal's reason if it is aborted first. */
export const wait = (ms: number, signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return Promise.reject(signal.reason);
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, Math.round(ms));
    signal.addEventListener("abort", stop, { once: true });
  });
};

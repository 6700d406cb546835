/** How long (ms) the app may take to say anything: a network that swallows everything refuses nothing. */
export const reachMs = 5_000;

/** Whether the app answers. False as soon as `leaving` aborts, and after 5 s at the latest. */
export const isReached = async (leaving?: AbortSignal): Promise<boolean> => {
  const giveUp = new AbortController();
  const stop = () => giveUp.abort();
  const timer = setTimeout(stop, reachMs);
  leaving?.addEventListener("abort", stop);
  try {
    return (await fetch("/health", { cache: "no-store", signal: giveUp.signal })).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    leaving?.removeEventListener("abort", stop);
  }
};

/** How long the app may take to answer, in ms: some networks drop everything and refuse nothing. */
const reachMs = 5_000;

/** The app's answer; null as soon as `leaving` aborts, and after 5 s at the latest. */
export const answerOf = async (path: string, request: Omit<RequestInit, "signal">, leaving?: AbortSignal): Promise<Response | null> => {
  const giveUp = new AbortController();
  const stop = () => giveUp.abort();
  const timer = setTimeout(stop, reachMs);
  leaving?.addEventListener("abort", stop);
  try {
    return await fetch(path, { ...request, signal: giveUp.signal });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    leaving?.removeEventListener("abort", stop);
  }
};

/** Whether the app answers, within the limits of {@link answerOf}. */
export const isReached = async (leaving?: AbortSignal): Promise<boolean> =>
  (await answerOf("/health", { cache: "no-store" }, leaving))?.ok ?? false;

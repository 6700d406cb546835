/**
 * Calls `use` with a signal that gives it up after `ms`, or when `stopped` says so. Once it has settled nothing waits any more: a limit of the
 * platform's own (`AbortSignal.timeout`) holds the object for all of its time, whatever has become of what it was for.
 */
export const within = async <Answer>(
  ms: number,
  stopped: AbortSignal | null,
  use: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> => {
  const limit = new AbortController();
  const giveUp = () => limit.abort(stopped?.reason);
  const timer = setTimeout(() => limit.abort(new DOMException(`No answer within ${ms} ms`, "TimeoutError")), ms);
  stopped?.addEventListener("abort", giveUp);
  if (stopped?.aborted) giveUp();
  try {
    return await use(limit.signal);
  } finally {
    clearTimeout(timer);
    stopped?.removeEventListener("abort", giveUp);
  }
};

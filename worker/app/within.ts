/**
 * Calls `use` with a signal that aborts after `ms` or when `stopped` does. The timer is cleared as soon as `use` settles:
 * `AbortSignal.timeout` cannot be cleared, and would keep the Durable Object alive for its full time.
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

const firstDelayMs = 2_000;
const longestDelayMs = 5 * 60_000;
const parkedMs = 60 * 60_000;

/** What the app's answer means for the report that it was sent. */
export type Verdict = "accepted" | "deleted" | "moved" | "tooLarge" | "refused" | "parked" | "retried";

/** `answer` is the HTTP status, or "none" if no answer came. */
export const verdictOf = (answer: number | "none"): Verdict => {
  if (answer === "none") return "retried";
  if (answer === 200) return "accepted";
  if (answer === 404) return "deleted";
  if (answer === 409) return "moved";
  if (answer === 413) return "tooLarge";
  // The app rejects our secret: no report gets through until a person has fixed that.
  if (answer === 401 || answer === 403) return "parked";
  // 408 and 429 ask for another try; any other 4xx rejects this report for good.
  return answer >= 400 && answer < 500 && answer !== 408 && answer !== 429 ? "refused" : "retried";
};

/**
 * Ms until the next attempt after `attempts` failed ones: exponential backoff from 2 s to 5 min, or an hour where only a person can help.
 * `jitter` (0 to 1) spreads the backoff over 75 to 100 %.
 */
export const delayMs = (verdict: Verdict, attempts: number, jitter: number): number =>
  verdict === "parked" || verdict === "refused"
    ? parkedMs
    : Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(20, Math.max(0, attempts - 1))) * (0.75 + jitter / 4);

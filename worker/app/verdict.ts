const firstDelayMs = 2_000;
const longestDelayMs = 5 * 60_000;
const parkedMs = 60 * 60_000;

/** What an answer of the app means for a report: an HTTP status, or "none" where no answer came. */
export type Verdict = "accepted" | "deleted" | "moved" | "tooLarge" | "refused" | "parked" | "retried";

export const verdictOf = (answer: number | "none"): Verdict => {
  if (answer === "none") return "retried";
  if (answer === 200) return "accepted";
  if (answer === 404) return "deleted";
  if (answer === 409) return "moved";
  if (answer === 413) return "tooLarge";
  // Another key is wanted: whatever is reported waits for a person.
  if (answer === 401 || answer === 403) return "parked";
  // 408 and 429 ask for another try; any other 4xx is about this report, and for good.
  return answer >= 400 && answer < 500 && answer !== 408 && answer !== 429 ? "refused" : "retried";
};

/** Ms until the next attempt after `attempts` failed ones; `jitter` is 0 to 1. */
export const delayMs = (verdict: Verdict, attempts: number, jitter: number): number =>
  verdict === "parked" || verdict === "refused"
    ? parkedMs
    : Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(20, Math.max(0, attempts - 1))) * (0.75 + jitter / 4);

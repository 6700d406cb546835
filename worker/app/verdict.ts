const firstDelayMs = 2_000;
const longestDelayMs = 5 * 60_000;
const parkedMs = 60 * 60_000;

/** What an answer of the app means for a report: an HTTP status, or "none" where no answer came. */
export type Verdict = "accepted" | "deleted" | "moved" | "tooLarge" | "parked" | "retried";

export const verdictOf = (answer: number | "none"): Verdict => {
  if (answer === "none") return "retried";
  if (answer === 200) return "accepted";
  if (answer === 404) return "deleted";
  if (answer === 409) return "moved";
  if (answer === 413) return "tooLarge";
  // 408 and 429 ask for another try; any other 4xx needs a person first.
  return answer >= 400 && answer < 500 && answer !== 408 && answer !== 429 ? "parked" : "retried";
};

/** Ms until the next attempt after `attempts` failed ones; `jitter` is 0 to 1. */
export const delayMs = (verdict: "parked" | "retried", attempts: number, jitter: number): number =>
  verdict === "parked"
    ? parkedMs
    : Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(20, Math.max(0, attempts - 1))) * (0.75 + jitter / 4);

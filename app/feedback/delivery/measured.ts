/** Why a measure has no value. */
export type Unknown = "unmeasured" | "typed" | "reconnected" | "muted" | "mismatched" | "tooShort" | "unlisted";

/** A measure, or the reason why there is none. Never a guess. */
export type Measured = { value: number; unknown: null } | { value: null; unknown: Unknown };

export const known = (value: number): Measured => ({ value, unknown: null });
export const unknown = (reason: Unknown): Measured => ({ value: null, unknown: reason });

/** The median: of an even number of values the mean of the middle two, of none null. */
export const median = (values: number[]): number | null => {
  const sorted = [...values].sort((left, right) => left - right);
  const [lower, upper] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
};

/** The median of the known measures. If none is known, the most frequent reason. */
export const medianOf = (measures: Measured[]): Measured => {
  const middle = median(measures.flatMap(({ value }) => (value === null ? [] : [value])));
  if (middle !== null) return known(middle);
  const counts = new Map<Unknown, number>();
  for (const { unknown: reason } of measures) if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return unknown([...counts].sort((left, right) => right[1] - left[1])[0]?.[0] ?? "unmeasured");
};

/** A time span, in ms since the interview became live. */
export type Span = { startMs: number; endMs: number };

/** The overlap of two spans, in ms. */
export const sharedMs = (one: Span, other: Span): number =>
  Math.max(0, Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs));

/** How much of a span the others cover, in ms. What several cover counts once. */
export const coveredMs = (span: Span, others: Span[]): number => {
  let end = span.startMs;
  return sum(
    others
      .toSorted((left, right) => left.startMs - right.startMs)
      .map((other) => {
        const ms = sharedMs({ startMs: end, endMs: span.endMs }, other);
        end = Math.max(end, other.endMs);
        return ms;
      }),
  );
};

export const sum = (counts: number[]): number => counts.reduce((total, it) => total + it, 0);

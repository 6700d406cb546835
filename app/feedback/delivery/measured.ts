/** Why a measure has no value. */
export type Unknown = "unmeasured" | "typed" | "reconnected" | "muted" | "mismatched" | "tooShort" | "unlisted";

/** A measure, or why there is none; never a guess in its place. */
export type Measured = { value: number; unknown: null } | { value: null; unknown: Unknown };

export const known = (value: number): Measured => ({ value, unknown: null });
export const unknown = (reason: Unknown): Measured => ({ value: null, unknown: reason });

/** The value in the middle; of an even number the mean of the two. Null of none. */
export const median = (values: number[]): number | null => {
  const sorted = [...values].sort((left, right) => left - right);
  const [lower, upper] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
};

/** The median of the measures that are known; where none is, the reason that most of them have. */
export const medianOf = (measures: Measured[]): Measured => {
  const middle = median(measures.flatMap(({ value }) => (value === null ? [] : [value])));
  if (middle !== null) return known(middle);
  const counts = new Map<Unknown, number>();
  for (const { unknown: reason } of measures) if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return unknown([...counts].sort((left, right) => right[1] - left[1])[0]?.[0] ?? "unmeasured");
};

/** Times on the interview's own clock, ms since it went live. */
export type Span = { startMs: number; endMs: number };

/** How long two spans lie over each other, in ms; 0 where they do not. */
export const sharedMs = (one: Span, other: Span): number =>
  Math.max(0, Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs));

/** How much of a span others lie over, in ms; what several lie over counts once. */
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

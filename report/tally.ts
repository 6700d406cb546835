import type { Checks } from "../contract/report.ts";
import { type DropReason, dropReasons, type QuoteMatch, quoteMatches } from "../contract/vocabulary.ts";

const zeros = <Key extends string>(keys: readonly Key[]) => Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;

/** Counts what is kept of a draft, and what is dropped and why. */
export class Tally {
  readonly #kept = zeros<QuoteMatch>(quoteMatches);
  readonly #dropped = zeros<DropReason>(dropReasons);

  keep(match: QuoteMatch) {
    this.#kept[match]++;
  }

  drop(reason: DropReason) {
    this.#dropped[reason]++;
  }

  get checks(): Checks {
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, it) => total + it, 0);
    return {
      kept: sum(this.#kept),
      dropped: sum(this.#dropped),
      keptBy: { ...this.#kept },
      droppedBy: { ...this.#dropped },
    };
  }
}

/** The sum of the counts of two checks. */
export const addChecks = (one: Checks, other: Checks): Checks => {
  const add = <Key extends string>(a: Record<Key, number>, b: Record<Key, number>) =>
    Object.fromEntries((Object.keys(a) as Key[]).map((key) => [key, a[key] + b[key]])) as Record<Key, number>;
  return {
    kept: one.kept + other.kept,
    dropped: one.dropped + other.dropped,
    keptBy: add(one.keptBy, other.keptBy),
    droppedBy: add(one.droppedBy, other.droppedBy),
  };
};

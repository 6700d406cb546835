import type { AssessmentDraft } from "../draft.ts";

export const quoteOf = (entry: string, quote: string) => ({ entry, quote });

/** A draft with one question of this kind, about the first exchange unless told otherwise, with these ratings. */
export const draftOf = (
  ratings: readonly object[],
  {
    kind = "behav",
    exchanges = ["E1"],
    star = [],
    ...over
  }: { kind?: string; exchanges?: string[]; star?: object[] } & Partial<AssessmentDraft> = {},
): AssessmentDraft => ({
  questions: [{ kind, exchanges, asked: "A hard problem", ratings, star }],
  strengths: [],
  next: null,
  notes: [],
  ...over,
});

export const rating = (dim: string, score: unknown, ...evidence: unknown[]) => ({ dim, evidence, gap: "", score });

import * as z from "zod/mini";
import { dimensions, noteReasons, questionKinds, starParts, starStatuses } from "../contract/vocabulary.ts";

/** What the model writes, before any of it is believed: lists of unknown items, each of which is parsed on its own. */
const list = z.catch(z.array(z.unknown()), []);

const quotes = z.array(z.unknown());
const text = z.string();
const id = z.string().check(z.maxLength(40));

export const draftRating = z.object({
  dim: z.enum(dimensions),
  evidence: quotes,
  gap: text,
  score: z.nullable(z.int().check(z.gte(1), z.lte(5))),
});
export const draftStar = z.object({ part: z.enum(starParts), evidence: quotes, status: z.enum(starStatuses) });
export const draftQuestion = z.object({
  kind: z.enum(questionKinds),
  exchanges: z.array(id),
  asked: text,
  ratings: list,
  star: list,
});
export const draftStrength = z.object({ text, evidence: quotes });
export const draftNext = z.object({ text, how: text, evidence: quotes });
export const draftNote = z.object({ entry: id, reason: z.enum(noteReasons) });

/** The answer to the first request: the assessment. */
export const assessmentDraft = z.object({ questions: list, strengths: list, next: z.optional(z.unknown()), notes: list });
export type AssessmentDraft = z.output<typeof assessmentDraft>;

export const draftStronger = z.object({ question: id, text, facts: quotes, blanks: z.catch(z.array(text), []) });
export const draftDrill = z.object({ dim: z.enum(dimensions), question: id, prompt: text });

/** The answer to the second request: stronger answers and drills. */
export const coachingDraft = z.object({ stronger: list, drills: list });
export type CoachingDraft = z.output<typeof coachingDraft>;

import * as z from "zod";
import { dimensions, noteReasons, questionKinds, starParts, starStatuses } from "../contract/vocabulary.ts";

/** What the model writes, before any of it is believed: lists of unknown items, each of which is parsed on its own. */
const list = z.array(z.unknown()).catch([]);

const quotes = z.array(z.unknown());
const text = z.string();

export const draftRating = z.object({
  dim: z.enum(dimensions),
  evidence: quotes,
  gap: text,
  score: z.int().min(1).max(5).nullable(),
});
export const draftStar = z.object({ part: z.enum(starParts), evidence: quotes, status: z.enum(starStatuses) });
export const draftQuestion = z.object({
  kind: z.enum(questionKinds),
  exchanges: z.array(z.string().max(40)),
  asked: text,
  ratings: list,
  star: list,
});
export const draftStrength = z.object({ text, evidence: quotes });
export const draftNext = z.object({ text, how: text, evidence: quotes });
export const draftNote = z.object({ entry: z.string().max(40), reason: z.enum(noteReasons) });

/** The answer to the first request: the assessment. */
export const assessmentDraft = z.object({ questions: list, strengths: list, next: z.unknown().optional(), notes: list });
export type AssessmentDraft = z.output<typeof assessmentDraft>;

export const draftStronger = z.object({ question: z.string().max(40), text, facts: quotes, blanks: z.array(text).catch([]) });
export const draftDrill = z.object({ dim: z.enum(dimensions), question: z.string().max(40), prompt: text });

/** The answer to the second request: stronger answers and drills. */
export const coachingDraft = z.object({ stronger: list, drills: list });
export type CoachingDraft = z.output<typeof coachingDraft>;

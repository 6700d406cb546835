import { dimensions, noteReasons, questionKinds, starParts, starStatuses } from "../contract/vocabulary.ts";

// The model writes the members in the order of `required`: evidence before the gap, the gap before the score. Lists have no bounds, and
// there are no long enumerations besides the dimensions: together they exceed a limit of the service that is not documented.
type Schema = Readonly<Record<string, unknown>>;

const object = (properties: Record<string, Schema>): Schema => {
  const names = Object.keys(properties);
  return { type: "object", properties, required: names, propertyOrdering: names };
};
const list = (items: Schema, description?: string): Schema => ({ type: "array", items, ...(description && { description }) });
const text = (description?: string): Schema => ({ type: "string", ...(description && { description }) });
const oneOf = (values: readonly string[]): Schema => ({ type: "string", enum: [...values] });

const quotes = list(object({ entry: text("id of the candidate's line, as U7"), quote: text("copied word for word") }), "at most 4");

/** The schema of `assessmentDraft`, for the first request. */
export const assessmentSchema: Schema = object({
  questions: list(
    object({
      kind: oneOf(questionKinds),
      exchanges: list(text("id, as E3")),
      asked: text("at most 100 characters"),
      ratings: list(
        object({ dim: oneOf(dimensions), evidence: quotes, gap: text(), score: { type: ["integer", "null"], minimum: 1, maximum: 5 } }),
        "at most 4",
      ),
      star: list(object({ part: oneOf(starParts), evidence: quotes, status: oneOf(starStatuses) }), "for kind behav only"),
    }),
    "at most 20",
  ),
  strengths: list(object({ text: text(), evidence: quotes }), "at most 3"),
  next: object({ text: text(), how: text(), evidence: quotes }),
  notes: list(object({ entry: text(), reason: oneOf(noteReasons) })),
});

/** The schema of `coachingDraft`, for the second request. */
export const coachingSchema: Schema = object({
  stronger: list(object({ question: text("id, as Q2"), text: text(), facts: quotes, blanks: list(text()) }), "at most 5"),
  drills: list(object({ dim: oneOf(dimensions), question: text("id, as Q2"), prompt: text() }), "at most 5"),
});

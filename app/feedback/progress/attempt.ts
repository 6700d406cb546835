import type { Interview } from "../../../contract/app-api.ts";
import type { Feedback, Report } from "../../../contract/report.ts";
import type { Dimension, QuestionKind } from "../../../contract/vocabulary.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { known, type Measured, median, sum, unknown } from "../delivery/measured.ts";
import { countPauses } from "../delivery/timing.ts";

/** What a report was written by. Scores are compared only if all three are equal. */
export type Versions = Pick<Feedback, "model" | "promptVersion" | "rubricVersion">;

/** A finished interview, with what is compared. */
export type Attempt = {
  interview: Pick<Interview, "id" | "role" | "company" | "language" | "createdAt" | "startedAt">;
  delivery: Delivery;
  report: Report | null;
  versions: Versions;
};

const shortestRatedMs = 30_000;

/** Pauses of 2 s or more per minute of speech. Over a few seconds of speech a rate depends on chance. */
export const longPauseRateOf = ({ answers, longPauses }: Delivery): Measured => {
  const ms = sum(answers.map(({ speechMs }) => speechMs.value ?? 0));
  if (longPauses.value === null || ms === 0) return unknown(longPauses.unknown ?? "unmeasured");
  if (ms < shortestRatedMs) return unknown("tooShort");
  return known((countPauses(answers.flatMap(({ pauses }) => pauses ?? [])).long * 60_000) / ms);
};

/** When the interview started, or if it never did was created, ISO 8601. */
export const momentOf = ({ interview: { startedAt, createdAt } }: Pick<Attempt, "interview">): string => startedAt ?? createdAt;
export const languageOf = ({ interview }: Attempt): string => interview.language ?? "en";

/** The median rating of a dimension in an interview (`value`), over `from` ratings of `of` questions. */
export type Value = { dim: Dimension; kind: QuestionKind; value: number; from: number; of: number };

/** The median rating of each dimension for each kind of question. Dimensions without any score are left out. */
export const valuesOf = ({ questions }: Report): Value[] => {
  const found = new Map<string, { dim: Dimension; kind: QuestionKind; scores: (number | null)[] }>();
  for (const { kind, ratings } of questions)
    for (const { dim, score } of ratings) {
      const key = `${dim} ${kind}`;
      const item = found.get(key) ?? { dim, kind, scores: [] };
      item.scores.push(score);
      found.set(key, item);
    }
  return [...found.values()].flatMap(({ dim, kind, scores }) => {
    const rated = scores.filter((score) => score !== null);
    const value = median(rated);
    return value === null ? [] : [{ dim, kind, value, from: rated.length, of: scores.length }];
  });
};

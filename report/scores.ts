import type { NextStep, Rating, ReportQuestion } from "../contract/report.ts";
import { longestOf } from "../contract/report-limits.ts";
import { countWords } from "../contract/words.ts";
import type { Exchange } from "./entries.ts";
import { rubric } from "./rubric.ts";

/** An answer of fewer words is itself the evidence that something is missing. */
const wordsOfNoAnswer = 5;

/** Whether next to nothing was answered. */
export const isUnanswered = (exchanges: readonly Exchange[]): boolean =>
  exchanges.reduce((sum, { user }) => sum + user.reduce((words, { text }) => words + countWords(text ?? ""), 0), 0) < wordsOfNoAnswer;

/**
 * The score if its quotes are enough for it, else null: 1 needs a quote or next to no answer, 2 and 3 need a quote, 4 and 5 need a `weight`
 * of two.
 */
export const scoreOf = (score: number | null, weight: number, isUnanswered: boolean): number | null => {
  if (score === null) return null;
  if (score === 1 && isUnanswered) return score;
  return weight >= (score >= 4 ? 2 : 1) ? score : null;
};

/** The question as the interviewer asked it, for use if the model's words for it cannot be shown. */
export const askedIn = (exchanges: readonly Exchange[]): string => {
  const words = exchanges[0]?.ai.at(-1)?.text?.replace(/\s+/g, " ").trim() ?? "";
  return words.length > longestOf.asked ? `${words.slice(0, longestOf.asked - 1).toWellFormed()}…` : words;
};

const best = 5;

/**
 * The standard tip for the lowest verified score that could be better; among equal scores, for the first with a quote. Null if there is
 * none.
 */
export const ruleFor = (questions: readonly ReportQuestion[]): NextStep | null => {
  const scored = questions.flatMap(({ ratings }) => ratings.filter(({ score }) => score !== null && score < best));
  const isBare = ({ evidence }: Rating) => Number(evidence.length === 0);
  const lowest = scored.toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0) || isBare(a) - isBare(b))[0];
  if (!lowest) return null;
  const [text, how] = rubric[lowest.dim].tip;
  return { text, how, evidence: lowest.evidence, origin: "rule" };
};

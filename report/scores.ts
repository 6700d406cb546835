import type { NextStep, Rating, ReportQuestion } from "../contract/report.ts";
import { longestOf } from "../contract/report-limits.ts";
import { countWords, wordEnds } from "../contract/words.ts";
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

/**
 * The question as the interviewer asked it, for use if the model's words for it cannot be shown: of a long turn the last question, or else
 * the last sentence, and what leads to it if it is short.
 */
export const askedIn = (exchanges: readonly Exchange[]): string => {
  const words = exchanges[0]?.ai.at(-1)?.text?.replace(/\s+/g, " ").trim() ?? "";
  if (words.length <= longestOf.asked) return words;
  const all = [...sentences.segment(words)].map(({ segment }) => segment);
  const at = all.findLastIndex((it) => questionMark.test(it));
  const [last = "", ...before] = all.slice(0, at < 0 ? undefined : at + 1).reverse();
  let asked = last.trim();
  for (const sentence of before) {
    if (asked.length >= telling || sentence.length + asked.length > longestOf.asked) break;
    asked = sentence + asked;
  }
  return asked.length > longestOf.asked ? shortened(asked) : asked;
};

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
/** A question of fewer characters ("Why?") tells little without the sentence before it. */
const telling = 30;
const questionMark = /[?\uFF1F\u061F]/;

/** The whole words with which a text begins, or the beginning of its first word. */
const shortened = (text: string): string => {
  const end = wordEnds(text).findLast((it) => it < longestOf.asked) ?? longestOf.asked - 1;
  return `${text.slice(0, end).replace(/[\uD800-\uDBFF]$/, "")}\u2026`;
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

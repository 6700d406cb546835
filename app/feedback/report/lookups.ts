import type { Evidence, InputEntry, NextStep, Rating, Report, ReportQuestion } from "../../../contract/report.ts";
import { type Dimension, dimensions } from "../../../contract/vocabulary.ts";
import { rubric } from "../../../report/rubric.ts";
import type { AnswerDelivery, Delivery } from "../delivery/delivery.ts";
import { usedText } from "../used-text.ts";

type Exchanges = Pick<Report, "exchanges">;

/** Whether a moment is in one of a question's exchanges. ISO 8601 UTC with milliseconds sorts as text. */
const isAbout = ({ exchanges }: Exchanges, question: ReportQuestion, timestamp: string): boolean =>
  exchanges.some(({ id, from, to }) => question.exchanges.includes(id) && from <= timestamp && timestamp <= to);

/** The answers to a question and its follow-ups. */
export const answersTo = (report: Exchanges, question: ReportQuestion, { answers }: Pick<Delivery, "answers">): AnswerDelivery[] =>
  answers.filter(({ timestamps }) => timestamps.some((timestamp) => isAbout(report, question, timestamp)));

/** The question that an answer belongs to, and its number from 1. */
export const questionTo = (
  report: Exchanges & Pick<Report, "questions">,
  { timestamps }: Pick<AnswerDelivery, "timestamps">,
): { id: string; number: number } | null => {
  const at = report.questions.findIndex((question) => timestamps.some((timestamp) => isAbout(report, question, timestamp)));
  const question = report.questions[at];
  return question ? { id: question.id, number: at + 1 } : null;
};

/** The question that the first of these quotes answers. */
export const questionOf = (report: Exchanges & Pick<Report, "questions">, evidence: Evidence[]): ReportQuestion | undefined => {
  const timestamp = evidence[0]?.timestamp;
  return timestamp === undefined ? undefined : report.questions.find((question) => isAbout(report, question, timestamp));
};

/** The lowest rated dimension of an answer among those that use these quotes, or else among all; undefined if it has no score. */
export const weakestOf = ({ ratings }: ReportQuestion, quotes: Evidence[]): Dimension | undefined => {
  const isQuoted = ({ evidence }: Rating) =>
    evidence.some((it) => quotes.some(({ entry, start }) => it.entry === entry && it.start === start));
  const rank = (rating: Rating) => (rating.score ?? 0) - (isQuoted(rating) ? 10 : 0);
  return ratings.filter(({ score }) => score !== null).toSorted((one, other) => rank(one) - rank(other))[0]?.dim;
};

/** A question in words, with a substitute if the candidate spoke before there was one. */
export const askedWords = ({ asked }: Pick<ReportQuestion, "asked">): string => asked || "Before the first question";

/** The dimension of a standard tip; undefined for advice that the model wrote. */
export const tipOf = ({ text, origin }: NextStep): Dimension | undefined =>
  origin === "rule" ? dimensions.find((dim) => rubric[dim].tip[0] === text) : undefined;

/** The first line of the answer to a question. */
export const firstLineOf = (report: Exchanges, question: ReportQuestion, entries: InputEntry[]): string | null => {
  const first = entries.find((entry) => entry.speaker === "USER" && usedText(entry) !== "" && isAbout(report, question, entry.timestamp));
  return first ? usedText(first) : null;
};

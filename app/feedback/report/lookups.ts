import type { Evidence, InputEntry, NextStep, Rating, Report, ReportQuestion } from "../../../contract/report.ts";
import { type Dimension, dimensions } from "../../../contract/vocabulary.ts";
import { rubric } from "../../../report/rubric.ts";
import type { AnswerDelivery, Delivery } from "../delivery/delivery.ts";
import { usedText } from "../used-text.ts";

type Exchanges = Pick<Report, "exchanges">;

/** Whether a moment lies in one of the exchanges of a question. ISO 8601 UTC with milliseconds orders as text. */
const isAbout = ({ exchanges }: Exchanges, question: ReportQuestion, timestamp: string): boolean =>
  exchanges.some(({ id, from, to }) => question.exchanges.includes(id) && from <= timestamp && timestamp <= to);

/** The answers to a question and its follow-ups. */
export const answersTo = (report: Exchanges, question: ReportQuestion, { answers }: Pick<Delivery, "answers">): AnswerDelivery[] =>
  answers.filter(({ timestamps }) => timestamps.some((timestamp) => isAbout(report, question, timestamp)));

/** The question that an answer was given to, and its number. */
export const questionTo = (
  report: Exchanges & Pick<Report, "questions">,
  { timestamps }: Pick<AnswerDelivery, "timestamps">,
): { id: string; number: number } | null => {
  const at = report.questions.findIndex((question) => timestamps.some((timestamp) => isAbout(report, question, timestamp)));
  const question = report.questions[at];
  return question ? { id: question.id, number: at + 1 } : null;
};

/** The question that the first of these quotes was an answer to. */
export const questionOf = (report: Exchanges & Pick<Report, "questions">, evidence: Evidence[]): ReportQuestion | undefined => {
  const timestamp = evidence[0]?.timestamp;
  return timestamp === undefined ? undefined : report.questions.find((question) => isAbout(report, question, timestamp));
};

/** The dimension that some quotes of an answer were rated lowest in, or else all of it was; undefined where it has no score. */
export const weakestOf = ({ ratings }: ReportQuestion, quotes: Evidence[]): Dimension | undefined => {
  const isQuoted = ({ evidence }: Rating) =>
    evidence.some((it) => quotes.some(({ entry, start }) => it.entry === entry && it.start === start));
  const rank = (rating: Rating) => (rating.score ?? 0) - (isQuoted(rating) ? 10 : 0);
  return ratings.filter(({ score }) => score !== null).toSorted((one, other) => rank(one) - rank(other))[0]?.dim;
};

/** A question in words, also where the candidate spoke before there was one. */
export const askedWords = ({ asked }: Pick<ReportQuestion, "asked">): string => asked || "Before the first question";

/** The dimension that a standard tip is for; undefined of what the model wrote. */
export const tipOf = ({ text, origin }: NextStep): Dimension | undefined =>
  origin === "rule" ? dimensions.find((dim) => rubric[dim].tip[0] === text) : undefined;

/** How the answer to a question begins. */
export const firstLineOf = (report: Exchanges, question: ReportQuestion, entries: InputEntry[]): string | null => {
  const first = entries.find((entry) => entry.speaker === "USER" && usedText(entry) !== "" && isAbout(report, question, entry.timestamp));
  return first ? usedText(first) : null;
};

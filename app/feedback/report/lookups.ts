import type { Evidence, InputEntry, Report, ReportQuestion } from "../../../contract/report.ts";
import type { AnswerDelivery, Delivery } from "../delivery/delivery.ts";
import { usedText } from "../used-text.ts";

type Exchanges = Pick<Report, "exchanges">;

/** Whether a moment lies in one of the exchanges of a question. ISO 8601 UTC with milliseconds orders as text. */
const isAbout = ({ exchanges }: Exchanges, question: ReportQuestion, timestamp: string): boolean =>
  exchanges.some(({ id, from, to }) => question.exchanges.includes(id) && from <= timestamp && timestamp <= to);

/** The answers to a question and its follow-ups. */
export const answersTo = (report: Exchanges, question: ReportQuestion, { answers }: Pick<Delivery, "answers">): AnswerDelivery[] =>
  answers.filter(({ timestamps }) => timestamps.some((timestamp) => isAbout(report, question, timestamp)));

/** The question that the first of some quotes was an answer to. */
export const questionOf = (report: Exchanges & Pick<Report, "questions">, evidence: Evidence[]): ReportQuestion | undefined => {
  const timestamp = evidence[0]?.timestamp;
  return timestamp === undefined ? undefined : report.questions.find((question) => isAbout(report, question, timestamp));
};

/** How the answer to a question begins. */
export const firstLineOf = (report: Exchanges, question: ReportQuestion, entries: InputEntry[]): string | null => {
  const first = entries.find((entry) => entry.speaker === "USER" && usedText(entry) !== "" && isAbout(report, question, entry.timestamp));
  return first ? usedText(first) : null;
};

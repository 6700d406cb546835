import type {
  Checks,
  Drill,
  Evidence,
  NextStep,
  Rating,
  Report,
  ReportInput,
  ReportQuestion,
  Star,
  Strength,
  Stronger,
} from "../contract/report.ts";
import { longestOf } from "../contract/report-limits.ts";
import type { Language } from "../contract/vocabulary.ts";
import type { Assessment } from "./assess.ts";
import { ownWordsIn, withBlanks } from "./blanks.ts";
import type { Exchange } from "./entries.ts";
import { hasFiguresOfItsOwn, hasNumbersOfItsOwn, hasToolsOfItsOwn, wordsBehind } from "./figures.ts";
import { withQuotesChecked } from "./quotation.ts";
import { OwnWords, weigh } from "./quotes.ts";
import { askedIn, isUnanswered, ruleFor, scoreOf } from "./scores.ts";

/**
 * Brings a report up to date after the candidate corrected lines or took them back. Keeps the quotes that are still part of the text that
 * counts, and what these are still enough for, by the rules that the report was made by. Lost quotes count as dropped. Without corrections
 * the report is left as it was made.
 */
export const hold = (input: Pick<ReportInput, "setup" | "entries">, { report, checks }: Assessment): Assessment => {
  if (!input.entries.some(({ correction }) => correction)) return { report, checks };
  const desk = new Desk(input, report);
  const questions = report.questions.map((it) => questionNow(it, desk));
  const strengths = report.strengths.flatMap((it) => strengthNow(it, desk));
  const next = report.next && (nextNow(report.next, desk) ?? ruleFor(questions));
  const stronger = report.stronger.flatMap((it) => strongerNow(it, desk));
  const drills = report.drills.flatMap((it) => drillNow(it, questions, desk));
  const notes = report.notes.filter(({ timestamp }) => desk.isCounted(timestamp));
  return { report: { ...report, questions, strengths, next, notes, stronger, drills }, checks: without(desk.gone, checks) };
};

/** The present transcript, against which the parts of a report are checked. */
class Desk {
  /** Quotes that no longer hold. */
  readonly gone: Evidence[] = [];
  readonly #quotes: OwnWords;
  readonly #report: Report;
  readonly #language: Language;

  constructor(input: Pick<ReportInput, "setup" | "entries">, report: Report) {
    this.#quotes = new OwnWords(input);
    this.#report = report;
    this.#language = input.setup.language ?? "en";
    const idAt = new Map(this.#quotes.exchanges.flatMap(({ user }) => user.map(({ timestamp, id }) => [timestamp, id] as const)));
    for (const { timestamp, reason } of report.notes) this.#quotes.exclude(idAt.get(timestamp) ?? "", reason);
  }

  quotes(evidence: Evidence[], isCounted = true): Evidence[] {
    return evidence.flatMap((it) => {
      const now = this.#quotes.again(it);
      if (!now && isCounted) this.gone.push(it);
      return now ?? [];
    });
  }

  /** A sentence as it was shown; null if it puts words into quotation marks that are no longer the candidate's. */
  text(text: string, longest: number): string | null {
    const checked = withQuotesChecked(text, this.#quotes);
    return checked === null || checked.length > longest ? null : checked;
  }

  /** Whether somebody said each figure in a sentence about these words. */
  isOfFiguresSaid(text: string, evidence: readonly Evidence[], exchanges: readonly Exchange[] = []): boolean {
    return !hasFiguresOfItsOwn(text, wordsBehind(evidence, exchanges), this.#quotes);
  }

  /** The same for figures in words too. */
  isOfNumbersSaid(text: string, evidence: readonly Evidence[]): boolean {
    return !hasNumbersOfItsOwn(text, wordsBehind(evidence), this.#quotes);
  }

  /** Whether somebody named each tool in a sentence. */
  isOfToolsSaid(text: string): boolean {
    return !hasToolsOfItsOwn(text, this.#quotes);
  }

  /** Whether every figure and every name of a text is in the present answer to a question. */
  isSaid(text: string, question: string): boolean {
    const exchanges = this.#report.questions.find(({ id }) => id === question)?.exchanges ?? [];
    return withBlanks(text, ownWordsIn(this.exchanges(exchanges), this.#quotes), this.#language) === text;
  }

  exchanges(ids: readonly string[]): Exchange[] {
    const ranges = this.#report.exchanges.filter(({ id }) => ids.includes(id));
    return this.#quotes.exchanges.filter(({ ai, user }) =>
      [...ai, ...user].some(({ timestamp }) => ranges.some(({ from, to }) => from <= timestamp && timestamp <= to)),
    );
  }

  isCounted(timestamp: string): boolean {
    return this.#quotes.exchanges.some(({ user }) => user.some((it) => it.timestamp === timestamp));
  }
}

const questionNow = (question: ReportQuestion, desk: Desk): ReportQuestion => {
  const exchanges = desk.exchanges(question.exchanges);
  return {
    ...question,
    asked: desk.text(question.asked, longestOf.asked) ?? askedIn(exchanges),
    ratings: question.ratings.flatMap((it) => ratingNow(it, exchanges, desk)),
    star: question.star.map((it): Star => {
      const evidence = desk.quotes(it.evidence);
      return { ...it, evidence, status: evidence.length === 0 ? "missing" : it.status };
    }),
  };
};

/** A rating that loses its last quote loses its gap too, which may repeat the lost words. */
const ratingNow = (rating: Rating, exchanges: readonly Exchange[], desk: Desk): Rating[] => {
  const evidence = desk.quotes(rating.evidence);
  const isReduced = evidence.length < rating.evidence.length;
  const score = isReduced ? scoreOf(rating.score, weigh(evidence.map((it) => [it])), isUnanswered(exchanges)) : rating.score;
  const gap = isReduced && evidence.length === 0 ? "" : gapNow(rating.gap, { evidence, exchanges }, desk);
  return gap === null ? [] : [{ ...rating, evidence, gap, score }];
};

/** A gap with a figure that nobody said is dropped alone, as when the report was made. */
const gapNow = (gap: string, on: { evidence: readonly Evidence[]; exchanges: readonly Exchange[] }, desk: Desk): string | null => {
  const text = desk.text(gap, longestOf.sentence);
  return text === null || desk.isOfFiguresSaid(text, on.evidence, on.exchanges) ? text : "";
};

const strengthNow = (strength: Strength, desk: Desk): Strength[] => {
  const evidence = desk.quotes(strength.evidence);
  const text = desk.text(strength.text, longestOf.sentence);
  const isSaid = text !== null && desk.isOfNumbersSaid(text, evidence) && desk.isOfToolsSaid(text);
  return evidence.length === 0 || !isSaid ? [] : [{ text, evidence }];
};

/** Null if what the step rests on is gone. A standard tip repeats the quotes of a rating, so lost ones are counted there. */
const nextNow = (next: NextStep, desk: Desk): NextStep | null => {
  const evidence = desk.quotes(next.evidence, next.origin === "model");
  const text = desk.text(next.text, longestOf.sentence);
  const how = desk.text(next.how, longestOf.sentence);
  const isLost = next.origin === "model" ? evidence.length === 0 : evidence.length < next.evidence.length;
  const isUnfounded = text !== null && next.origin === "model" && !desk.isOfNumbersSaid(text, evidence);
  return isLost || isUnfounded || text === null || how === null ? null : { ...next, text, how, evidence };
};

/** A stronger answer is built from its facts, so if it loses one it is dropped whole. */
const strongerNow = (stronger: Stronger, desk: Desk): Stronger[] => {
  const facts = desk.quotes(stronger.facts);
  const text = desk.text(stronger.text, longestOf.quote);
  return facts.length < stronger.facts.length || text === null || !desk.isSaid(text, stronger.question)
    ? []
    : [{ ...stronger, text, facts }];
};

/** A drill is dropped if nothing of its answer is quoted any more. */
const drillNow = (drill: Drill, questions: readonly ReportQuestion[], desk: Desk): Drill[] => {
  const question = questions.find(({ id }) => id === drill.question);
  const prompt = desk.text(drill.prompt, longestOf.prompt);
  const isQuoted = question?.ratings.some(({ evidence }) => evidence.length > 0) ?? false;
  return prompt === null || !isQuoted ? [] : [{ ...drill, prompt }];
};

/**
 * The counts after these quotes, which had been kept, are dropped. A quote in several pieces was counted once, so no count may fall below
 * zero.
 */
const without = (gone: readonly Evidence[], checks: Checks): Checks => {
  const keptBy = { ...checks.keptBy };
  const lost = gone.filter(({ match }) => keptBy[match] > 0 && keptBy[match]-- > 0).length;
  return {
    kept: checks.kept - lost,
    dropped: checks.dropped + lost,
    keptBy,
    droppedBy: { ...checks.droppedBy, missing: checks.droppedBy.missing + lost },
  };
};

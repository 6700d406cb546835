import { longest, most } from "../../../contract/setup.ts";
import type { Dimension, QuestionKind } from "../../../contract/vocabulary.ts";
import { rubric } from "../../../report/rubric.ts";
import { type Attempt, momentOf, valuesOf } from "./attempt.ts";

/** The state of one item in the SM-2 algorithm of spaced repetition. */
export type Card = { ease: number; intervalDays: number; repetitions: number };

const fresh: Card = { ease: 2.5, intervalDays: 0, repetitions: 0 };
const leastEase = 1.3;
const passing = 3;

/** One repetition by SM-2; `quality` is 0 to 5. */
export const reviewed = ({ ease, intervalDays, repetitions }: Card, quality: number): Card => {
  const short = 5 - quality;
  const next = Math.max(leastEase, ease + 0.1 - short * (0.08 + short * 0.02));
  if (quality < passing) return { ease: next, intervalDays: 1, repetitions: 0 };
  const days = repetitions === 0 ? 1 : repetitions === 1 ? 6 : Math.round(intervalDays * next);
  return { ease: next, intervalDays: days, repetitions: repetitions + 1 };
};

/** A dimension for one kind of question, when to practise it again, and the interview in which it was last rated. */
export type ScheduledDrill = Card & { dim: Dimension; kind: QuestionKind; value: number; dueOn: string; fromId: string };

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The schedule of drills, most urgent first: one for each rated dimension of each kind of question, where every interview that rated it
 * counts as a repetition.
 */
export const scheduleOf = (attempts: Pick<Attempt, "interview" | "report">[]): ScheduledDrill[] => {
  const drills = new Map<string, ScheduledDrill>();
  for (const attempt of [...attempts].sort((left, right) => momentOf(left).localeCompare(momentOf(right)))) {
    if (!attempt.report) continue;
    for (const { dim, kind, value } of valuesOf(attempt.report)) {
      const key = `${dim} ${kind}`;
      const card = reviewed(drills.get(key) ?? fresh, value);
      const dueOn = new Date(Date.parse(momentOf(attempt)) + card.intervalDays * dayMs).toISOString().slice(0, 10);
      drills.set(key, { ...card, dim, kind, value, dueOn, fromId: attempt.interview.id });
    }
  }
  return [...drills.values()].sort((left, right) => left.dueOn.localeCompare(right.dueOn) || left.value - right.value);
};

/** The dimensions whose last rating was weak, weakest first, as focus topics: as many as a set-up takes. */
export const weakTopicsOf = (attempts: Pick<Attempt, "interview" | "report">[]): string[] => {
  const weak = scheduleOf(attempts)
    .filter(({ value }) => value < passing)
    .sort((left, right) => left.value - right.value);
  const topics = weak.map(({ dim }) => rubric[dim].tip[0].slice(0, longest.focus));
  return [...new Set(topics)].slice(0, most.focus);
};

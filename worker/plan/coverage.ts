import type { Coverage, PlannedQuestion, QuestionPlan } from "../../contract/question-plan.ts";
import type { ItemState } from "../../contract/vocabulary.ts";

export const nothingCovered: Coverage = { asked: [], skipped: [] };

/** The share of a planned question's own words that must be in what was asked, and the least number of them where it has as many. */
const leastShare = 0.5;
const leastWords = 2;
const commonWords = new Set(
  (
    "a about after all an and any are as at be been but by can could did do does for from had has have how i if in into is it its me more " +
    "most my not of on one or our out over so some tell than that the their them then there these they this those time to up us was we " +
    "were what when where which who whom why will with would you your yours"
  ).split(" "),
);

/** A question is asked now: it is the current one from here on, skipped or not before. */
export const withAsked = ({ asked, skipped }: Coverage, id: string): Coverage => ({
  asked: [...asked.filter((it) => it !== id), id],
  skipped: skipped.filter((it) => it !== id),
});

/** The candidate leaves the question that was asked last. */
export const withSkipped = ({ asked, skipped }: Coverage): Coverage => {
  const current = asked.at(-1);
  return { asked, skipped: current === undefined || skipped.includes(current) ? skipped : [...skipped, current] };
};

export const stateOf = ({ asked, skipped }: Coverage, id: string): ItemState => {
  if (skipped.includes(id)) return "SKIPPED";
  if (asked.at(-1) === id) return "CURRENT";
  return asked.includes(id) ? "DONE" : "PLANNED";
};

/** The first question that is still to be asked; null where none is. */
export const nextOf = ({ questions }: QuestionPlan, it: Coverage): PlannedQuestion | null =>
  questions.find(({ id }) => stateOf(it, id) === "PLANNED") ?? null;

/** The planned question with this id, however that is written ("q2", "Q2", "2"); null where there is none. */
export const namedIn = ({ questions }: QuestionPlan, given: string): PlannedQuestion | null => {
  const meant = given.trim().toLowerCase();
  return questions.find(({ id }) => [meant, `q${meant}`].includes(id.toLowerCase())) ?? null;
};

/**
 * The planned question that the interviewer asks in these words, or null: they share half of its content words, and ask, where it does.
 * A question may be planned as a request: "Tell me about". Of several it is the one that shares most.
 */
export const askedIn = ({ questions }: QuestionPlan, words: string): PlannedQuestion | null => {
  const said = contentWords(words);
  const isAsking = asks(words);
  const shares = questions
    .filter(({ question }) => isAsking || !asks(question))
    .map((it) => ({ it, shared: sharedOf(contentWords(it.question), said) }));
  const most = Math.max(0, ...shares.map(({ shared }) => shared));
  return most === 0 ? null : (shares.find(({ shared }) => shared === most)?.it ?? null);
};

/** Whether it asks something at its end, in the question marks of the offered languages. */
const asks = (text: string): boolean => /[?\uFF1F\u061F]["'\u201D\u2019\u00BB)\s]*$/u.test(text);

/** How many of a question's words were said; 0 where they are too few to mean it. */
const sharedOf = (planned: Set<string>, said: Set<string>): number => {
  const shared = [...planned].filter((word) => said.has(word)).length;
  return shared >= Math.max(leastShare * planned.size, Math.min(leastWords, planned.size)) ? shared : 0;
};

const contentWords = (text: string): Set<string> => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !commonWords.has(word)));
};

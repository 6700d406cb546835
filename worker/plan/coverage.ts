import type { Coverage, PlannedQuestion, QuestionPlan } from "../../contract/question-plan.ts";
import type { ItemState, Language } from "../../contract/vocabulary.ts";

export const nothingCovered: Coverage = { asked: [], skipped: [] };

/**
 * A planned question counts as asked when this share of its content words was said, and at least `leastWords` of them if it has that many.
 * In languages whose common words are not told apart more must agree: "Was haben Sie dann gemacht?" is not "Was haben Sie gelernt?".
 */
const leastShare = (language: Language): number => (language === "en" || language === "ja" ? 0.5 : 0.65);
const leastWords = 2;
const commonWords = new Set(
  (
    "a about after all an and any are as at be been but by can could did do does for from had has have how i if in into is it its me more " +
    "most my not of on one or our out over so some tell than that the their them then there these they this those time to up us was we " +
    "were what when where which who whom why will with would you your yours"
  ).split(" "),
);

/** Marks a question as asked: it becomes the current one, even if it was skipped before. */
export const withAsked = ({ asked, skipped }: Coverage, id: string): Coverage => ({
  asked: [...asked.filter((it) => it !== id), id],
  skipped: skipped.filter((it) => it !== id),
});

/** Marks the current question, the last one asked, as skipped by the candidate. */
export const withSkipped = ({ asked, skipped }: Coverage): Coverage => {
  const current = asked.at(-1);
  return { asked, skipped: current === undefined || skipped.includes(current) ? skipped : [...skipped, current] };
};

/** The state of a planned question: skipped, current (the last one asked), done, or still planned. */
export const stateOf = ({ asked, skipped }: Coverage, id: string): ItemState => {
  if (skipped.includes(id)) return "SKIPPED";
  if (asked.at(-1) === id) return "CURRENT";
  return asked.includes(id) ? "DONE" : "PLANNED";
};

/** The first question still to be asked; null if there is none. */
export const nextOf = ({ questions }: QuestionPlan, it: Coverage): PlannedQuestion | null =>
  questions.find(({ id }) => stateOf(it, id) === "PLANNED") ?? null;

/** The planned question with this id in any spelling ("q2", "Q2", "2"); null if there is none. */
export const namedIn = ({ questions }: QuestionPlan, given: string): PlannedQuestion | null => {
  const meant = given.trim().toLowerCase();
  return questions.find(({ id }) => [meant, `q${meant}`].includes(id.toLowerCase())) ?? null;
};

/**
 * The planned question that the interviewer asks with `words` in the interview's language, or null. Enough of its content words must be
 * among them (see `leastShare`). If it ends in a question mark, so must `words`; a question may also be planned as a request ("Tell me
 * about ..."). If several match, it is the one that shares most words.
 */
export const askedIn = ({ questions }: QuestionPlan, words: string, language: Language): PlannedQuestion | null => {
  const said = contentWords(words, language);
  const isAsking = asks(words);
  const shares = questions
    .filter(({ question }) => isAsking || !asks(question))
    .map((it) => ({ it, shared: sharedOf(contentWords(it.question, language), said, leastShare(language)) }));
  const most = Math.max(0, ...shares.map(({ shared }) => shared));
  return most === 0 ? null : (shares.find(({ shared }) => shared === most)?.it ?? null);
};

/** Whether `text` ends in a question mark of one of the offered languages, or in the syllable that stands for one in Japanese. */
const asks = (text: string): boolean => /([?\uFF1F\u061F]|\u304B\u3002?)["'\u201D\u2019\u00BB)\u300D\s]*$/u.test(text);

/** How many of a question's content words were said; 0 if too few to count as asked. */
const sharedOf = (planned: Set<string>, said: Set<string>, least: number): number => {
  const shared = [...planned].filter((word) => said.has(word)).length;
  return shared >= Math.max(least * planned.size, Math.min(leastWords, planned.size)) ? shared : 0;
};

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
/** In Japanese, what links words and ends verbs is written in hiragana alone. */
const hiragana = /^[\p{sc=Hira}\u30FC]+$/u;

/** What is short for a common word ("What's", "didn't"), or joins two words ("l'anno"). */
const apostrophes = /n?['\u2019]\p{L}{1,2}(?!\p{L})|['\u2019]/gu;

const contentWords = (text: string, language: Language): Set<string> => {
  const all = [...segmenter.segment(text.toLowerCase().replace(apostrophes, " "))].flatMap(({ segment, isWordLike }) =>
    isWordLike ? [segment] : [],
  );
  return new Set(all.filter((word) => (language === "en" ? !commonWords.has(word) : !hiragana.test(word))));
};

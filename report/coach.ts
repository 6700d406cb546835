import { type Checks, type Drill, longestOf, mostOf, type Report, type ReportInput, type Stronger } from "../contract/report.ts";
import type { Language } from "../contract/vocabulary.ts";
import { countWords } from "../contract/words.ts";
import { type CoachingDraft, draftDrill, draftStronger } from "./draft.ts";
import type { Exchange } from "./entries.ts";
import { fold, hasUnspaced } from "./fold.ts";
import { shownText } from "./free-text.ts";
import { type OwnWords, Quotes } from "./quotes.ts";
import { digits, isNumberWord } from "./numbers.ts";
import { isOpener, isPlainNoun } from "./openers.ts";
import { dimensionsOf } from "./rubric.ts";
import { Tally } from "./tally.ts";
import { tools } from "./tools.ts";

export type Coaching = Pick<Report, "stronger" | "drills"> & { checks: Checks };

/** Stronger answers and drills out of the model's draft: no figure and no name in them that the candidate did not say in that answer. Never throws. */
export const coach = (input: Pick<ReportInput, "setup" | "entries">, report: Report, draft: CoachingDraft): Coaching => {
  const tally = new Tally();
  const quotes = new Quotes(input, tally);
  const language = input.setup.language ?? "en";
  for (const { entry, reason } of report.notes) quotes.exclude(entry, reason === "steering");
  const questions = new Map(report.questions.map((it) => [it.id, it]));
  const free = new Set(questions.keys());
  const over = (list: readonly unknown[], most: number) => {
    for (let at = most; at < list.length; at++) tally.drop("excess");
    return list.slice(0, most);
  };
  const stronger = over(draft.stronger, mostOf.stronger).flatMap((it): Stronger[] => {
    const { data } = draftStronger.safeParse(it);
    const question = data && questions.get(data.question);
    if (!data || !question || !free.delete(data.question)) {
      tally.drop("shape");
      return [];
    }
    // What a report says nothing about is listed in English: of another language every word is taken for the candidate's.
    const answer = ownWordsIn(
      quotes.exchanges.filter(({ id }) => question.exchanges.includes(id)),
      quotes,
    );
    const own = language === "en" ? answer : data.text;
    const text = shownText(data.text, longestOf.quote, quotes, own);
    if (text === null) return [];
    const { evidence: facts } = quotes.back(data.facts, new Set(question.exchanges));
    if (facts.length === 0) return [];
    const backed = withBlanks(text, answer, language);
    const blanks = [...new Set(backed.match(/(?<=\[)[^\][]{1,120}(?=\])/g) ?? [])].slice(0, mostOf.blanks);
    return isReadable(backed) ? [{ question: data.question, text: backed, facts, blanks }] : [];
  });
  const drilled = new Set<string>();
  const drills = over(draft.drills, mostOf.drills).flatMap((it): Drill[] => {
    const { data } = draftDrill.safeParse(it);
    const question = data && questions.get(data.question);
    if (!data || !question || !dimensionsOf(question.kind).includes(data.dim)) {
      tally.drop("shape");
      return [];
    }
    const prompt = shownText(data.prompt, longestOf.prompt, quotes);
    if (!prompt) return [];
    const exercise = `${data.question} ${data.dim}`;
    if (drilled.has(exercise)) {
      tally.drop("excess");
      return [];
    }
    drilled.add(exercise);
    return [{ ...data, prompt }];
  });
  return { stronger, drills, checks: tally.checks };
};

/** What counts of the candidate's words in some exchanges. */
export const ownWordsIn = (exchanges: readonly Exchange[], quotes: OwnWords): string =>
  exchanges
    .flatMap(({ user }) => user.filter(({ id }) => quotes.entry(id) && !quotes.steering.has(id)))
    .map(({ text }) => text ?? "")
    .join("\n");

/** The text with a blank for every figure and every name that was not `said`. What stands in brackets is a blank already. */
export const withBlanks = (text: string, said: string, language: Language = "en"): string => {
  const words = new Set(
    fold(said)
      .text.split(" ")
      .flatMap((word) => [word, word.replace(/'s$/, ""), ...(word.match(digits) ?? []), ...(word.match(latin) ?? [])]),
  );
  const isSaid = (word: string) =>
    fold(word)
      .text.split(" ")
      .every((part) => words.has(part) || words.has(part.replace(/'s$/, "")));
  const isFigure = (part: string) => isNumberWord(part, language) || /\p{N}/u.test(part);
  let isStart = true;
  const parts = text.split(/(\[[^\][]*\])/);
  const filled = parts.map((part, at) => {
    if (at % 2 === 1) {
      isStart = false;
      // A figure in a blank is a figure.
      return /\p{N}/u.test(part) && !isSaid(part) ? "[your figure]" : part;
    }
    return part.replace(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'\u2019.,:/+#%-]*|[.!?:\n]/gu, (token) => {
      if (/^[.!?:\n]$/.test(token)) {
        isStart = true;
        return token;
      }
      const word = token.replace(/[.,:/'\u2019-]+$/, "");
      const tail = token.slice(word.length);
      const began = isStart;
      isStart = /[.!?:]/.test(tail);
      if (isSaid(word)) return token;
      const folded = fold(word).text;
      if (hasUnspaced(folded)) return withBlanksInside(token, words);
      if (folded.split(" ").some(isFigure)) return `[your figure]${tail}`;
      const isName = /^\p{Lu}|.\p{Lu}/u.test(word) && !/^I(['\u2019]\p{L}+)?$/u.test(word) && !isPlainNoun(folded, words, language);
      const mayOpen = began && !/.\p{Lu}/u.test(word) && isOpener(folded, words, language);
      const isTool = folded.split(" ").some((it) => tools.has(it));
      return (isName && !mayOpen) || isTool ? `[your word]${tail}` : token;
    });
  });
  return filled.join("").replace(/(\[your (?:figure|word)\])(?:[ ,]+\1)+/g, "$1");
};

/** Latin letters within words of another script. */
const latin = /\p{sc=Latn}[\p{sc=Latn}\p{M}\p{N}]*/gu;

/** The same within a token of a script without spaces: only figures, and names in Latin letters, can be told apart there. */
const withBlanksInside = (token: string, words: ReadonlySet<string>): string =>
  token
    .replace(latin, (name) => {
      const { text } = fold(name);
      return words.has(text) || !(/\p{Lu}/u.test(name) || tools.has(text)) ? name : "[your word]";
    })
    .replace(digits, (figure) => (words.has(figure) ? figure : "[your figure]"));

/** Words that an answer needs for each blank in it, and three in any case: with fewer it is no answer. */
const wordsForABlank = 8;

const isReadable = (text: string): boolean => {
  const blanks = text.match(/\[your (?:figure|word)\]/g)?.length ?? 0;
  const words = countWords(text.replace(/\[[^\][]*\]/g, " "));
  return words >= Math.max(3, wordsForABlank * blanks);
};

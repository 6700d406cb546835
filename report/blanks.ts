import type { Language } from "../contract/vocabulary.ts";
import type { Exchange } from "./entries.ts";
import { fold, hasUnspaced } from "./fold.ts";
import { digits, isNumberWord } from "./numbers.ts";
import { isOpener, isPlainNoun } from "./openers.ts";
import type { OwnWords } from "./quotes.ts";
import { tools } from "./tools.ts";

/** The candidate's words in some exchanges, as corrected and without steering lines. */
export const ownWordsIn = (exchanges: readonly Exchange[], quotes: OwnWords): string =>
  exchanges
    .flatMap(({ user }) => user.filter(({ id }) => quotes.entry(id) && !quotes.steering.has(id)))
    .map(({ text }) => text ?? "")
    .join("\n");

/** Replaces every figure and every name in a text that was not `said` with a blank. Text in square brackets is a blank already. */
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
      // A figure inside a blank is still a figure.
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

/** Latin letters inside words of another script. */
const latin = /\p{sc=Latn}[\p{sc=Latn}\p{M}\p{N}]*/gu;

/** The same inside a token of a script without spaces. Only figures, and names in Latin letters, can be told apart there. */
const withBlanksInside = (token: string, words: ReadonlySet<string>): string =>
  token
    .replace(latin, (name) => {
      const { text } = fold(name);
      return words.has(text) || !(/\p{Lu}/u.test(name) || tools.has(text)) ? name : "[your word]";
    })
    .replace(digits, (figure) => (words.has(fold(figure).text) ? figure : "[your figure]"));

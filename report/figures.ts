import type { Evidence } from "../contract/report.ts";
import type { Exchange } from "./entries.ts";
import { fold } from "./fold.ts";
import { isNumberWord } from "./numbers.ts";
import type { OwnWords } from "./quotes.ts";

const written = /\d+(?:[.,' \u202F]\d+)*/g;
/** Figures of a single digit are ignored: they may count what was said ("2 options"). */
const leastDigits = 2;

/**
 * The significant digits of each figure in a text, without the zeros and separators that a change of unit adds: "10,000" equals "10k", "0.8
 * s" equals "800 ms".
 */
const figuresIn = (text: string): string[] =>
  (text.normalize("NFKC").match(written) ?? []).flatMap((it) => {
    const digits = it.replace(/\D/g, "");
    return digits.length < leastDigits ? [] : [significant(digits)];
  });
const significant = (digits: string): string => digits.replace(/^0+|0+$/g, "");

/** Digits other than ASCII, and numerals in Chinese and Japanese. */
const otherDigits = new RegExp("[^\\P{N}0-9]|[一二三四五六七八九十百千万億]", "u");

const ofOneDigit = /^(one|two|three|four|five|six|seven|eight|nine|once|twice)$/;

const isInWords = (said: string): boolean =>
  otherDigits.test(said) ||
  fold(said)
    .text.split(" ")
    .some((word) => isNumberWord(word) && !ofOneDigit.test(word));

/**
 * Whether a sentence has a figure in digits that nobody said in the interview. False if the words that it is about (`about`) have a number
 * in words, because the sentence may have put that into digits.
 */
export const hasFiguresOfItsOwn = (text: string, about: readonly string[], { exchanges }: OwnWords): boolean => {
  const figures = figuresIn(text);
  if (figures.length === 0 || about.some(isInWords)) return false;
  const said = new Set(linesIn(exchanges).flatMap((line) => [...figuresIn(line), ...(line.match(/\d+/g) ?? []).map(significant)]));
  return figures.some((it) => !said.has(it));
};

/** The words that a claim is about: its quotes or, if it has none, all that both sides said in its exchanges. */
export const wordsBehind = (evidence: readonly Evidence[], exchanges: readonly Exchange[] = []): string[] =>
  evidence.length > 0 ? evidence.map(({ quote }) => quote) : linesIn(exchanges);

const linesIn = (exchanges: readonly Exchange[]): string[] =>
  exchanges.flatMap(({ ai, user }) => [...ai, ...user].map(({ text }) => text ?? ""));

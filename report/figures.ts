import type { Evidence } from "../contract/report.ts";
import type { Exchange } from "./entries.ts";
import { fold } from "./fold.ts";
import { english, isNumberWord } from "./numbers.ts";
import type { OwnWords } from "./quotes.ts";
import { tools } from "./tools.ts";

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

const ofOneDigit = [...english.slice(1, 10), "once", "twice"];

const isInWords = (said: string): boolean =>
  otherDigits.test(said) ||
  fold(said)
    .text.split(" ")
    .some((word) => isNumberWord(word) && !ofOneDigit.includes(word));

/** English numbers of more than one digit, with their significant digits; `magnitudes` only say how large a figure is. */
const spelt: Record<string, string> = { dozen: "12" };
english.slice(10, 28).forEach((it, at) => (spelt[it] = significant(`${at < 10 ? at + 10 : (at - 8) * 10}`)));
const magnitudes = /^(hundred|thousand|million|billion)s?$/;

/** A whole number below a thousand in words, without "and". */
const wordsFor = (n: number): string => {
  if (n < 20) return english[n] ?? "";
  const size = n < 100 ? 10 : 100;
  const count = Math.floor(n / size);
  const name = size === 10 ? english[18 + count] : `${english[count]} hundred`;
  return n % size === 0 ? `${name}` : `${name} ${wordsFor(n % size)}`;
};
const inARow = new RegExp(`(?:\\b(?:${english.join("|")})\\b ?)+`, "g");

/** A text without the hundreds in words that a line has in digits ("a hundred and fifty", "150"). */
const withoutSaid = (text: string, lines: readonly string[]): string => {
  const figures = lines.flatMap((line) => line.match(written) ?? []);
  const said = figures.flatMap((it) => (/^\d{3}$/.test(it) ? wordsFor(Number(it)) : []));
  const plain = fold(text).text.replaceAll("a hundred", "one hundred").replaceAll("hundred and ", "hundred ");
  return plain.replace(inARow, (it) => (said.includes(it.trim()) ? "" : it));
};

const wordsIn = (text: string): string[] => fold(text).text.split(" ");

/**
 * Whether a sentence has a figure in digits that nobody said in the interview. False if the words that it is about (`about`) have a number
 * in words, because the sentence may have put that into digits.
 */
export const hasFiguresOfItsOwn = (text: string, about: readonly string[], { exchanges }: OwnWords): boolean => {
  const figures = figuresIn(text);
  if (figures.length === 0 || about.some(isInWords)) return false;
  const said = figuresSaidIn(linesIn(exchanges));
  return figures.some((it) => !said.includes(it));
};

const figuresSaidIn = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => [...figuresIn(line), ...(line.match(/\d+/g) ?? []).map(significant)]);

/** The same for a figure in digits or in words; in words only if the interview is in English, as the sentence is. */
export const hasNumbersOfItsOwn = (text: string, about: readonly string[], quotes: OwnWords): boolean =>
  hasFiguresOfItsOwn(text, about, quotes) ||
  (quotes.isEnglish && !about.some(isInWords) && hasSpeltOfItsOwn(text, linesIn(quotes.exchanges)));

const hasSpeltOfItsOwn = (text: string, lines: readonly string[]): boolean => {
  const numbers = wordsIn(withoutSaid(text, lines)).filter((word) => Object.hasOwn(spelt, word) || magnitudes.test(word));
  if (numbers.length === 0) return false;
  const said = new Set(lines.flatMap(wordsIn));
  const figures = figuresSaidIn(lines);
  const isLarge = [...said].some((word) => magnitudes.test(word)) || lines.some((line) => /\d[\d.,]{2}|\d ?[kmb]/i.test(line));
  return numbers.some((word) => {
    const digits = spelt[word];
    return !said.has(word) && (digits === undefined ? !isLarge : !figures.some((it) => it.startsWith(digits)));
  });
};

/** Whether a sentence names a tool that nobody named in the interview. A name may be written apart, or shorter. */
export const hasToolsOfItsOwn = (text: string, { exchanges }: OwnWords): boolean => {
  const named = wordsIn(text).filter((word) => tools.has(word));
  if (named.length === 0) return false;
  const said = linesIn(exchanges).map((line) => fold(line).text);
  const joined = said.map((line) => line.replaceAll(" ", ""));
  const words = said.flatMap((line) => line.split(" ")).filter((word) => word.length >= leastOfAName);
  return named.some((tool) => !joined.some((line) => line.includes(tool)) && !words.some((word) => tool.startsWith(word)));
};
const leastOfAName = 5;

/** The words that a claim is about: its quotes or, if it has none, all that both sides said in its exchanges. */
export const wordsBehind = (evidence: readonly Evidence[], exchanges: readonly Exchange[] = []): string[] =>
  evidence.length > 0 ? evidence.map(({ quote }) => quote) : linesIn(exchanges);

const linesIn = (exchanges: readonly Exchange[]): string[] =>
  exchanges.flatMap(({ ai, user }) => [...ai, ...user].map(({ text }) => text ?? ""));

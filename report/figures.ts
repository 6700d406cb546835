import type { Evidence } from "../contract/report.ts";
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

const isInWords = ({ quote }: Evidence): boolean =>
  otherDigits.test(quote) ||
  fold(quote)
    .text.split(" ")
    .some((word) => isNumberWord(word) && !ofOneDigit.test(word));

/**
 * Whether a sentence has a figure in digits that nobody said in the interview. False if one of its quotes has a number in words, because
 * the sentence may have put that into digits.
 */
export const hasFiguresOfItsOwn = (text: string, evidence: readonly Evidence[], { exchanges }: OwnWords): boolean => {
  const figures = figuresIn(text);
  if (figures.length === 0 || evidence.some(isInWords)) return false;
  const lines = exchanges.flatMap(({ ai, user }) => [...ai, ...user].map(({ text }) => text ?? ""));
  const said = new Set(lines.flatMap((line) => [...figuresIn(line), ...(line.match(/\d+/g) ?? []).map(significant)]));
  return figures.some((it) => !said.has(it));
};

import type { Evidence } from "../contract/report.ts";
import { fold } from "./fold.ts";
import { isNumberWord } from "./numbers.ts";
import type { OwnWords } from "./quotes.ts";

const written = /\d+(?:[.,' \u202F]\d+)*/g;
/** A figure of one digit may be a count of what was said: "2 options". */
const leastDigits = 2;

/** The figures of a text, each without the noughts and marks that a unit changes: "10,000" is "10k", "0.8 s" is "800 ms". */
const figuresIn = (text: string): string[] =>
  (text.normalize("NFKC").match(written) ?? []).flatMap((it) => {
    const digits = it.replace(/\D/g, "");
    return digits.length < leastDigits ? [] : [significant(digits)];
  });
const significant = (digits: string): string => digits.replace(/^0+|0+$/g, "");

/** Digits that are not ASCII, and figures in Chinese and Japanese. */
const otherDigits = new RegExp("[^\\P{N}0-9]|[一二三四五六七八九十百千万億]", "u");

const ofOneDigit = /^(one|two|three|four|five|six|seven|eight|nine|once|twice)$/;

const isInWords = ({ quote }: Evidence): boolean =>
  otherDigits.test(quote) ||
  fold(quote)
    .text.split(" ")
    .some((word) => isNumberWord(word) && !ofOneDigit.test(word));

/**
 * Whether a sentence tells of a figure, in digits, that nobody said in the interview. What its quotes have in words may be one in digits: of
 * those none is told apart.
 */
export const hasFiguresOfItsOwn = (text: string, evidence: readonly Evidence[], { exchanges }: OwnWords): boolean => {
  const figures = figuresIn(text);
  if (figures.length === 0 || evidence.some(isInWords)) return false;
  const lines = exchanges.flatMap(({ ai, user }) => [...ai, ...user].map(({ text }) => text ?? ""));
  const said = new Set(lines.flatMap((line) => [...figuresIn(line), ...(line.match(/\d+/g) ?? []).map(significant)]));
  return figures.some((it) => !said.has(it));
};

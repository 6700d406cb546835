import { longestOf } from "../contract/report.ts";
import { printableLine } from "../contract/text.ts";
import { countWords } from "../contract/words.ts";
import { isEnglish, offenceIn } from "./policy.ts";
import type { OwnWords, Quotes } from "./quotes.ts";

/**
 * A sentence of the model as it may be shown, or null, counted: too long, about what a report says nothing about, in a language in which
 * nobody can tell that, or quoting what nobody said. `own`: words of the candidate that the sentence speaks in, whatever their language.
 */
export const shownText = (text: string, longest: number, quotes: Quotes, own: string | null = null): string | null => {
  if (text.length > mostTimes * longest) return dropped("shape", quotes);
  const line = printableLine(text);
  if (line.length > longest) return dropped("shape", quotes);
  if ((own === null && isInAnotherLanguage(line)) || offenceIn(line, own ?? "")) return dropped("policy", quotes);
  const checked = withQuotesChecked(line, quotes);
  return checked === null || checked.length > longest ? dropped("missing", quotes) : checked;
};

const dropped = (reason: "shape" | "policy" | "missing", { tally }: Quotes): null => {
  tally.drop(reason);
  return null;
};

// What stands between two marks of the kinds that no word has in it; then those that are an apostrophe too.
const quotation =
  /["\u00AB\u00BB\u201C-\u201F\u2039\u203A\u300A-\u300F]([^"\u00AB\u00BB\u201C-\u201F\u2039\u203A\u300A-\u300F]*)["\u00AB\u00BB\u201C-\u201F\u2039\u203A\u300A-\u300F]|\u201A([^\u2018]*)\u2018|\u2018((?:[^\u2019]|\u2019(?=\p{L}))*)\u2019(?!\p{L})|(?<![\p{L}\p{N}])'((?:[^']|'(?=\p{L}))*)'(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])`([^`]*)`(?![\p{L}\p{N}])/gu;

/** So many times the longest sentence nobody looks at: whatever it holds is dropped. */
const mostTimes = 10;

/** Whether a sentence of the report, but for what it quotes, is not in English as it was asked for; of what nobody looks at it is not said. */
export const isInAnotherLanguage = (text: string): boolean =>
  text.length <= mostTimes * longestOf.sentence && !isEnglish(printableLine(text).replace(quotation, " "));

/** So many words in quotation marks claim that somebody said them. */
const wordsOfAQuote = 3;

/** What stands in quotation marks as the candidate said it; a word or two that they did not say loses the marks, more of them is null. */
export const withQuotesChecked = (line: string, quotes: OwnWords): string | null => {
  let isInvented = false;
  const checked = line.replace(quotation, (_, ...groups: unknown[]) => {
    const words = groups.find((it) => typeof it === "string") as string;
    const said = quotes.spellingOf(words);
    if (said !== null) return `“${said}”${/[.,!?]$/.exec(words)?.[0] ?? ""}`;
    isInvented ||= countWords(words) >= wordsOfAQuote;
    return words;
  });
  return isInvented ? null : checked;
};

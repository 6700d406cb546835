import { countWords } from "../contract/words.ts";
import type { OwnWords } from "./quotes.ts";

// Text between two quotation marks: first the kinds that never occur inside a word, then those that are apostrophes too.
export const quotation =
  /["\u00AB\u00BB\u201C-\u201F\u2039\u203A\u300A-\u300F]([^"\u00AB\u00BB\u201C-\u201F\u2039\u203A\u300A-\u300F]*)["\u00AB\u00BB\u201C-\u201F\u2039\u203A\u300A-\u300F]|\u201A([^\u2018]*)\u2018|\u2018((?:[^\u2019]|\u2019(?=\p{L}))*)\u2019(?!\p{L})|(?<![\p{L}\p{N}])'((?:[^']|'(?=\p{L}))*)'(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])`([^`]*)`(?![\p{L}\p{N}])/gu;

/** From this many words on, quotation marks claim that somebody said them. */
const wordsOfAQuote = 3;

/**
 * The line with its quotations as the candidate said them. One or two words that they did not say lose the marks; for three or more the
 * result is null.
 */
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

import { longestOf } from "../contract/report-limits.ts";
import { printableLine } from "../contract/text.ts";
import { isEnglish, offenceIn } from "./policy.ts";
import { quotation, withQuotesChecked } from "./quotation.ts";
import type { Quotes } from "./quotes.ts";

/**
 * A sentence of the model as it may be shown. Null, and counted as dropped, if it is too long, speaks of what no report judges, is in a
 * language in which that cannot be checked, or quotes what nobody said. `own`: the candidate's words that the sentence may repeat, in
 * whatever language.
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

/** A text longer than this many times the limit is dropped unread. */
const mostTimes = 10;

/**
 * Whether a sentence of the report, apart from what it quotes, is not in English although that was asked for. False for a text that is too
 * long to be read at all.
 */
export const isInAnotherLanguage = (text: string): boolean =>
  text.length <= mostTimes * longestOf.sentence && !isEnglish(printableLine(text).replace(quotation, " "));

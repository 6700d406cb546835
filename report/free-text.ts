import { longestOf } from "../contract/report-limits.ts";
import { printableLine } from "../contract/text.ts";
import { isEnglish, offenceIn } from "./policy.ts";
import { quotation, withQuotesChecked } from "./quotation.ts";
import type { Quotes } from "./quotes.ts";

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

/** So many times the longest sentence nobody looks at: whatever it holds is dropped. */
const mostTimes = 10;

/** Whether a sentence of the report, but for what it quotes, is not in English as it was asked for; of what nobody looks at it is not said. */
export const isInAnotherLanguage = (text: string): boolean =>
  text.length <= mostTimes * longestOf.sentence && !isEnglish(printableLine(text).replace(quotation, " "));

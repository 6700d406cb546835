import { printableLine } from "../contract/text.ts";
import { offenceIn } from "./policy.ts";
import type { Tally } from "./tally.ts";

/** A sentence of the model as it may be shown, or null, counted: too long, or about what a report says nothing about. */
export const shownText = (text: string, longest: number, tally: Tally): string | null => {
  if (text.length > 10 * longest) return dropped("shape", tally);
  const line = printableLine(text);
  if (line.length > longest) return dropped("shape", tally);
  return offenceIn(line) ? dropped("policy", tally) : line;
};

const dropped = (reason: "shape" | "policy", tally: Tally): null => {
  tally.drop(reason);
  return null;
};

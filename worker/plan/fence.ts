import { printable } from "../../contract/text.ts";

/** Begins every text of ours to the interviewer, who follows those: none of them is the candidate's. */
export const platform = "[PLATFORM]";

/** A text without what would pass for the beginning of one of ours, in the brackets of other scripts too. */
export const unmarked = (text: string): string => text.replace(/[[\uff3b\u3010\u3014]\s*platform\s*[\]\uff3d\u3011\u3015]/giu, "Platform:");

/** A text of the candidate's as data for a model, cut at `longest` characters; nothing where it is empty. */
export const fence = (name: string, text: string | null, longest: number): string => {
  const inside = clean(text ?? "").slice(0, longest);
  return inside === "" ? "" : `<<<${name}\n${inside}\n${name}>>>`;
};

/** Printable, and without anything that looks like a fence or a text of ours. */
export const clean = (text: string): string => unmarked(printable(text).replace(/<{3,}|>{3,}/g, " ")).trim();

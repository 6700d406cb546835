import { printable } from "../../contract/text.ts";

/** The mark that begins every text of ours to the interviewer, who obeys such texts. No text of the candidate's may begin with it. */
export const platform = "[PLATFORM]";

/** Replaces whatever would pass for that mark, also in the brackets of other scripts. */
export const unmarked = (text: string): string => text.replace(/[[\uff3b\u3010\u3014]\s*platform\s*[\]\uff3d\u3011\u3015]/giu, "Platform:");

/** Encloses a text of the candidate's as data for a model, cut at `longest` characters; "" if the text is empty. */
export const fence = (name: string, text: string | null, longest: number): string => {
  const inside = clean(text ?? "").slice(0, longest);
  return inside === "" ? "" : `<<<${name}\n${inside}\n${name}>>>`;
};

/** Makes a text printable and removes whatever looks like a fence or like the platform's mark. */
export const clean = (text: string): string => unmarked(printable(text).replace(/<{3,}|>{3,}/g, " ")).trim();

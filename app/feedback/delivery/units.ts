import { countWords } from "../../../contract/words.ts";

/** The unit in which a text is counted. Characters if the script has no spaces between words and dictionaries disagree on them. */
export type Unit = "words" | "characters";

const letters = (text: string, script: RegExp): number => text.match(script)?.length ?? 0;

/** Counts characters (letters and digits) if a text is mostly Chinese or Japanese, else words; in Korean, what spaces separate. */
export const countUnits = (text: string): { count: number; unit: Unit } => {
  const inUnspaced = letters(text, /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/gu);
  const unit = inUnspaced * 2 > letters(text, anyLetter) ? "characters" : "words";
  return { count: countIn(text, unit), unit };
};

const anyLetter = /[\p{L}\p{N}]/gu;

/** Counts a text in the given unit, whatever its script: totals and shares need a single unit. */
export const countIn = (text: string, unit: Unit): number => {
  const all = letters(text, anyLetter);
  if (unit === "characters") return all;
  return letters(text, /\p{scx=Hangul}/gu) * 2 > all ? (text.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0) : countWords(text);
};

import { countWords } from "../../../contract/words.ts";

/** What a text is counted in: characters where blanks part no words and dictionaries disagree. */
export type Unit = "words" | "characters";

const letters = (text: string, script: RegExp): number => text.match(script)?.length ?? 0;

/** Letters and digits of Chinese and Japanese; words of what is mostly written in anything else (of Korean what blanks part). */
export const countUnits = (text: string): { count: number; unit: Unit } => {
  const all = letters(text, /[\p{L}\p{N}]/gu);
  if (letters(text, /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/gu) * 2 > all) return { count: all, unit: "characters" };
  if (letters(text, /\p{scx=Hangul}/gu) * 2 > all) return { count: text.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0, unit: "words" };
  return { count: countWords(text), unit: "words" };
};

import { countWords } from "../../../contract/words.ts";

/** What a text is counted in: characters where blanks part no words and dictionaries disagree. */
export type Unit = "words" | "characters";

const letters = (text: string, script: RegExp): number => text.match(script)?.length ?? 0;

/** Letters and digits of Chinese and Japanese; words of what is mostly written in anything else (of Korean what blanks part). */
export const countUnits = (text: string): { count: number; unit: Unit } => {
  const inUnspaced = letters(text, /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/gu);
  const unit = inUnspaced * 2 > letters(text, anyLetter) ? "characters" : "words";
  return { count: countIn(text, unit), unit };
};

const anyLetter = /[\p{L}\p{N}]/gu;

/** A text in this unit, whatever it is written in: what is added up or shared out has one. */
export const countIn = (text: string, unit: Unit): number => {
  const all = letters(text, anyLetter);
  if (unit === "characters") return all;
  return letters(text, /\p{scx=Hangul}/gu) * 2 > all ? (text.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0) : countWords(text);
};

import { spaceBetween, unspaced } from "../contract/unspaced.ts";

/**
 * A text normalised for comparing quotes: lower-case letters, digits and apostrophes, a single space for everything else, and none beside a
 * character of a script without spaces between words. It keeps the way back to the original.
 */
export type Folded = {
  text: string;
  /** For each UTF-16 unit of `text`, where the piece that it came from starts and ends in the original. */
  starts: readonly number[];
  ends: readonly number[];
};

// A letter with its marks, or a run of Korean jamo, is folded as one piece, so that what composes stays together. The voicing marks of
// half-width katakana are letters to Unicode.
const pieces = /[\u1100-\u11FF]+|\P{M}[\p{M}\uFF9E\uFF9F]*|\p{M}+/gu;
const kept = /[\p{L}\p{M}\p{N}]/u;
const apostrophes = /[\u2019\u02BC\uFF07`\u00B4]/g;
/** What a word is the same word without: joiners, soft hyphens, variation selectors; in Arabic the lengthening stroke and the vowel marks. */
const unread = /[\p{Default_Ignorable_Code_Point}\u0640\u064B-\u0652\u0670]/gu;
/** Arabic, Persian and Hindi digits. Each script has its ten in order. */
const scriptDigits = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g;
const inAscii = (digit: string): string => String((digit.charCodeAt(0) - (digit < "\u0900" ? 0 : 6)) & 15);

/** "I" with a dot in lower case is two characters, the second a mark that other spellings of the word lack. */
const dottedI = /i\u0307/g;

/** A piece without what is not read, in lower case, with one kind of apostrophe, of sigma and of digit. */
const plainOf = (piece: string): string =>
  piece
    .normalize("NFKC")
    .replace(unread, "")
    .toLowerCase()
    .replace(dottedI, "i")
    .replace(apostrophes, "'")
    .replaceAll("ς", "σ")
    .replace(scriptDigits, inAscii);

/**
 * Folds a text: NFKC, lower case, apostrophes and digits unified, and nothing that is not read; everything but letters, marks, digits and
 * apostrophes within words separates words.
 */
export const fold = (original: string): Folded => {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (folded: string, start: number, end: number) => {
    text += folded;
    while (starts.length < text.length) {
      starts.push(start);
      ends.push(end);
    }
  };
  let last = "";
  let gap: [number, number] | null = null;
  for (const { 0: piece, index } of original.matchAll(pieces)) {
    const end = index + piece.length;
    for (const character of plainOf(piece)) {
      const isApostrophe = character === "'" && isWithinWord(original, index, end);
      if (isApostrophe || kept.test(character)) {
        if (gap && last !== "") add(spaceBetween(last, character), ...gap);
        gap = null;
        last = character;
        add(character, index, end);
      } else gap ??= [index, end];
    }
  }
  return { text, starts, ends };
};

const isWithinWord = (text: string, start: number, end: number): boolean =>
  kept.test(text.slice(Math.max(0, start - 1), start)) && kept.test(text.slice(end, end + 1));

/** Whether any part of a folded text is in a script without spaces between words. */
export const hasUnspaced = (folded: string): boolean => unspaced.test(folded);

/** Whether at least half of a folded text is in a script without spaces between words. */
export const isUnspaced = (folded: string): boolean => {
  let count = 0;
  for (const character of folded) if (unspaced.test(character)) count++;
  return count > 0 && count * 2 >= charactersOf(folded);
};

/** Whether a folded text may be cut at this index: between words, or next to a character of a script without spaces. */
export const isBoundary = (folded: string, at: number): boolean => {
  const [before, after] = [lastOf(folded.slice(0, at)), firstOf(folded.slice(at))];
  return [before, after].some((it) => it === "" || it === " " || unspaced.test(it));
};

/** The last character of a text, which may be two units; "" of none. */
export const lastOf = (text: string): string => [...text.slice(-2)].at(-1) ?? "";
/** The first one. */
export const firstOf = (text: string): string => [...text.slice(0, 2)][0] ?? "";

const runs = new RegExp(`(?:${unspaced.source})+|(?:(?! |${unspaced.source}).)+`, "gu");

/** The number of words in a folded text, and of characters, which is what counts in a script without spaces. */
export const lengthOf = (folded: string): { words: number; characters: number } => ({
  words: folded.match(runs)?.length ?? 0,
  characters: charactersOf(folded),
});

const charactersOf = (folded: string): number => [...folded.replaceAll(" ", "")].length;

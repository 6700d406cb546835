import { unifyLineBreaks } from "./line-breaks.ts";

// Control characters but tab and line break, the overrides that turn the reading direction around, and invisible letters that are
// no part of a flag. What scripts and emoji are joined with (half-spaces, joiners, variation selectors) stays.
const unprintable = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu;
const turning = /[\u202A-\u202E\u2066-\u2069]/g;
const flagsAndTags = /\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}|[\u{E0000}-\u{E007F}]/gu;

// Scripts write up to a dozen on one letter. Hundreds of them cover the lines above and below.
const marksTooMany = /(\p{M}(?:\p{Cf}*\p{M}){29})(?:\p{Cf}*\p{M})+/gu;

const invisible = /[\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A text as it is stored: well-formed, with "\n" for every kind of line break, at most 30 marks on a letter, and without what cannot be printed or misleads. */
export const printable = (text: string): string =>
  unifyLineBreaks(text.toWellFormed())
    .replace(unprintable, "")
    .replace(flagsAndTags, (it) => (it.startsWith("\u{1F3F4}") ? it : ""))
    .replace(marksTooMany, "$1")
    .trim();

/** A text without the characters that reverse the reading direction of everything after them, and with at most 30 marks on a letter. */
export const readable = (text: string): string => text.replace(turning, "").replace(marksTooMany, "$1");

/** As `printable`, in one line. */
export const printableLine = (text: string): string => printable(text).replace(/[\n\t]/g, " ");

/** Whether a text shows anything: blanks, joiners, fillers and marks without a letter do not. */
export const isSeen = (text: string): boolean => {
  for (const character of text) if (!invisible.test(character)) return true;
  return false;
};

/** How many characters a text has, as every limit counts them: an emoji is one, not the two that `length` says. */
export const charactersIn = (text: string): number => [...text].length;

/** Messages for a text that is too long, and a list with too many lines. */
export const tooLong = (length: number, maxLength: number): string =>
  `${length.toLocaleString("en")} characters: shorten it by ${(length - maxLength).toLocaleString("en")}`;
export const tooMany = (count: number, most: number): string => `${count} lines: keep the ${most} that matter most`;

import { spaceBetween, unspaced } from "../../../contract/unspaced.ts";

const spaced = `(?!${unspaced.source})`;
/** A whole note of a voice without words: [laughter]. The [i] of an index follows its name at once. */
const note = String.raw`(?:^|[\s.?!\u2026])\[\p{L}[^[\]]*\]$`;
const ends = new RegExp(String.raw`${spaced}[\p{L}\p{M}\p{N}][.?!\u2026\u0964\u061f\u06d4]["'\u201d\u2019\u00bb)]*$|${note}`, "u");
const begins = new RegExp(String.raw`^["'\u201c\u2018\u00ab(\u00bf\u00a1]*(${spaced}\p{Lo}|\p{Lu}(?![\p{Lu}.]|$))|^\[\p{L}`, "u");
/** The U. of U.S., the B. of B.Tech. */
const initial = /(?<![\p{L}\p{N}])\p{Lu}\.$/u;
const word = /^\p{L}+$/u;

/**
 * Whether `text` begins a sentence, or a note of a voice without words, after `before`. What is transcribed an utterance at a time has no
 * space before it.
 */
export const isSentence = (before: string, text: string): boolean =>
  ends.test(before) && begins.test(text) && !(initial.test(before) && word.test(text));

/** Two parts of an answer as one text, with a space between them where their script is written with spaces. */
export const joinedParts = (earlier: string, later: string): string => {
  const [before, after] = [earlier.trimEnd(), later.trimStart()];
  return before + spaceBetween(before.slice(-1), after.slice(0, 1)) + after;
};

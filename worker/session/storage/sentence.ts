const unspacedScripts = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}`;
const unspaced = `(?![${unspacedScripts}])`;
/** A whole note of a voice without words: [laughter]. The [i] of an index follows its name at once. */
const note = String.raw`(?:^|[\s.?!\u2026])\[\p{L}[^[\]]*\]$`;
const ends = new RegExp(String.raw`${unspaced}[\p{L}\p{M}\p{N}][.?!\u2026\u0964\u061f\u06d4]["'\u201d\u2019\u00bb)]*$|${note}`, "u");
const begins = new RegExp(String.raw`^["'\u201c\u2018\u00ab(\u00bf\u00a1]*(${unspaced}\p{Lo}|\p{Lu}(?![\p{Lu}.]|$))|^\[\p{L}`, "u");
/** The U. of U.S., the B. of B.Tech. */
const initial = /(?<![\p{L}\p{N}])\p{Lu}\.$/u;
const word = /^\p{L}+$/u;

/**
 * Whether `text` begins a sentence, or a note of a voice without words, after `before`. What is transcribed an utterance at a time has no
 * space before it.
 */
export const isSentence = (before: string, text: string): boolean =>
  ends.test(before) && begins.test(text) && !(initial.test(before) && word.test(text));

/** An end in a script that is written without spaces, or in its punctuation; the other's beginning in one. */
const joint = new RegExp(String.raw`[${unspacedScripts}\u3001\u3002\u30fc\uff01\uff1f]\n|\n[${unspacedScripts}]`, "u");

/** Two parts of an answer as one text, with a space between them where their script is written with spaces. */
export const joinedParts = (earlier: string, later: string): string => {
  const [before, after] = [earlier.trimEnd(), later.trimStart()];
  return before + (joint.test(`${before.slice(-2)}\n${after.slice(0, 2)}`) ? "" : " ") + after;
};

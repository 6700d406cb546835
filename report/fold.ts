/**
 * A text normalised for comparing quotes: lower-case letters, digits and apostrophes, a single space for everything else. It keeps the way
 * back to the original.
 */
export type Folded = {
  text: string;
  /** For each UTF-16 unit of `text`, where the piece that it came from starts and ends in the original. */
  starts: readonly number[];
  ends: readonly number[];
};

// A letter with its marks, or a run of Korean jamo, is folded as one piece, so that what composes stays together.
const pieces = /[\u1100-\u11FF]+|\P{M}\p{M}*|\p{M}+/gu;
const kept = /[\p{L}\p{M}\p{N}]/u;
const apostrophes = /[\u2019\u02BC\uFF07`\u00B4]/g;

/**
 * Folds a text: NFKC, lower case, apostrophes unified; everything but letters, marks, digits and apostrophes within words becomes a space.
 */
export const fold = (original: string): Folded => {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (folded: string, start: number, end: number) => {
    text += folded;
    for (let unit = 0; unit < folded.length; unit++) {
      starts.push(start);
      ends.push(end);
    }
  };
  for (const { 0: piece, index } of original.matchAll(pieces)) {
    const end = index + piece.length;
    const plain = piece.normalize("NFKC").toLowerCase().replace(apostrophes, "'").replaceAll("ς", "σ");
    for (const character of plain) {
      const isApostrophe = character === "'" && isWithinWord(original, index, end);
      if (isApostrophe || kept.test(character)) add(character, index, end);
      else if (text !== "" && !text.endsWith(" ")) add(" ", index, end);
    }
  }
  const length = text.trimEnd().length;
  return { text: text.slice(0, length), starts: starts.slice(0, length), ends: ends.slice(0, length) };
};

const isWithinWord = (text: string, start: number, end: number): boolean =>
  kept.test(text.slice(Math.max(0, start - 1), start)) && kept.test(text.slice(end, end + 1));

const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

/** Whether any part of a folded text is in a script without spaces between words. */
export const hasUnspaced = (folded: string): boolean => unspaced.test(folded);

/** Whether at least half of a folded text is in a script without spaces between words. */
export const isUnspaced = (folded: string): boolean => {
  let count = 0;
  for (const character of folded) if (unspaced.test(character)) count++;
  return count > 0 && count * 2 >= folded.replaceAll(" ", "").length;
};

/** Whether a folded text may be cut at this index: between words, or next to a character of a script without spaces. */
export const isBoundary = (folded: string, at: number): boolean => {
  const [before, after] = [folded.charAt(at - 1), folded.charAt(at)];
  return [before, after].some((it) => it === "" || it === " " || unspaced.test(it));
};

/** The number of words in a folded text, and of characters, which is what counts in a script without spaces. */
export const lengthOf = (folded: string): { words: number; characters: number } => ({
  words: folded === "" ? 0 : folded.split(" ").length,
  characters: folded.replaceAll(" ", "").length,
});

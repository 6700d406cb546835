/**
 * A character of a script that is written without spaces between words, or of its punctuation. The mark of a long vowel, which Unicode
 * counts to no script, is one.
 */
export const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}\u30FC\u3001\u3002\uFF01\uFF1F]/u;

/** What stands between two characters of different words: nothing where either is unspaced. */
export const spaceBetween = (before: string, after: string): "" | " " => (unspaced.test(before) || unspaced.test(after) ? "" : " ");

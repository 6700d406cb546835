/** Null in Firefox before 125, which has no segmenter; there words are separated by blanks only. */
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter("en", { granularity: "word" }) : null;

/** How many words a text has, in any language, with or without blanks between them. Punctuation and emoji are not words. */
export const countWords = (text: string): number => wordStarts(text).length;

/** Where each word ends, with the punctuation that follows it: offsets in UTF-16 units. */
export const wordEnds = (text: string): number[] =>
  [...wordStarts(text).slice(1), text.length].map((next) => text.slice(0, next).trimEnd().length);

const wordStarts = (text: string): number[] => {
  if (!segmenter) return [...text.matchAll(/[^\s\p{P}]\S*/gu)].map(({ index }) => index);
  const starts: number[] = [];
  for (const { isWordLike, index } of segmenter.segment(text)) if (isWordLike) starts.push(index);
  return starts;
};

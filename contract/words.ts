/** Null in Firefox before 125, which has no segmenter: words are parted by blanks alone there. */
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter("en", { granularity: "word" }) : null;

/** How many words a text has, in any language: also where no blanks part them. Marks and pictures are none. */
export const countWords = (text: string): number => wordStarts(text).length;

/** Where a text may end after each of its words: offsets (UTF-16) behind the word and the marks that follow it. */
export const wordEnds = (text: string): number[] =>
  [...wordStarts(text).slice(1), text.length].map((next) => text.slice(0, next).trimEnd().length);

const wordStarts = (text: string): number[] => {
  if (!segmenter) return [...text.matchAll(/[^\s\p{P}]\S*/gu)].map(({ index }) => index);
  const starts: number[] = [];
  for (const { isWordLike, index } of segmenter.segment(text)) if (isWordLike) starts.push(index);
  return starts;
};

/** Text as the recogniser gave it, from where so much of the turn's sound has come. */
export type Stretch = { text: string; soundMs: number };
/** Of a turn's sound, how much there was and how much of it the candidate heard, in ms. */
export type Hearing = { soundMs: number; heardMs: number };

/** What was heard of a turn's text: a stretch's words are taken to be spread evenly over its sound. */
export const heardOf = (stretches: readonly Stretch[], { soundMs, heardMs }: Hearing): string =>
  stretches
    .map(({ text, soundMs: from }, at) => {
      const lengthMs = (stretches[at + 1]?.soundMs ?? soundMs) - from;
      if (heardMs <= from) return "";
      return heardMs - from >= lengthMs ? text : firstWords(text, (heardMs - from) / lengthMs);
    })
    .join("");

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** The whole words within this share of a text. */
const firstWords = (text: string, share: number): string => {
  const end = [...words.segment(text)].findLast(({ index, segment }) => index + segment.length <= share * text.length);
  return end ? text.slice(0, end.index + end.segment.length) : "";
};

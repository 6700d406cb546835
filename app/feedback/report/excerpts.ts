/** A range of a text, in UTF-16 units. */
export type Piece = { from: number; to: number };
/** A range of a text, and the marked ranges in it. */
export type Excerpt = Piece & { marks: Piece[] };

/** Characters shown on either side of a mark. Words are not cut for it. */
const around = 60;

/** The surroundings of the marked ranges of a text, in order. Adjoining excerpts are merged. */
export const excerptsOf = (text: string, marks: Piece[]): Excerpt[] => {
  const excerpts: Excerpt[] = [];
  for (const mark of marks.toSorted((left, right) => left.from - right.from)) {
    const from = wordStart(text, mark.from - around);
    const to = wordEnd(text, mark.to + around);
    const last = excerpts.at(-1);
    if (last && from <= last.to + 1) {
      last.to = Math.max(last.to, to);
      last.marks.push(mark);
    } else excerpts.push({ from, to, marks: [mark] });
  }
  return excerpts;
};

/** A gap of fewer characters is not left out. */
const fewest = 24;
const longestWord = 20;

const wordStart = (text: string, at: number): number => {
  if (at <= fewest) return 0;
  const blank = text.slice(Math.max(0, at - longestWord), at).search(/\s\S*$/);
  return blank < 0 ? whole(text, at) : Math.max(0, at - longestWord) + blank + 1;
};

const wordEnd = (text: string, at: number): number => {
  if (at >= text.length - fewest) return text.length;
  const blank = text.slice(at, at + longestWord).search(/\s/);
  return blank < 0 ? whole(text, at) : at + blank;
};

/** Moves a position off the middle of a surrogate pair. */
const whole = (text: string, at: number): number => (/^[\uDC00-\uDFFF]/.test(text.slice(at)) ? at - 1 : at);

/** Characters of a text, UTF-16. */
export type Piece = { from: number; to: number };
/** A piece of a text with what is marked in it. */
export type Excerpt = Piece & { marks: Piece[] };

/** Characters that are shown on either side of what is marked; no word is cut for it. */
const around = 60;

/** What stands around the marked pieces of a text, in order; what would lie side by side is one excerpt. */
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

/** A gap of fewer characters than this is not left out. */
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

/** Not between the two units of one character. */
const whole = (text: string, at: number): number => (/^[\uDC00-\uDFFF]/.test(text.slice(at)) ? at - 1 : at);

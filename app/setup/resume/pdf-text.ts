/** A piece of text as a PDF places it: `x` and `y` of its lower left corner, in points from the page's lower left corner. */
export type Piece = { text: string; x: number; y: number; width: number; height: number };

/** Joins the pieces of a page into lines, top to bottom and left to right. Columns side by side get mixed. */
export const textOfPage = (pieces: Piece[]): string => {
  const lines: Piece[][] = [];
  for (const piece of pieces.filter(({ text }) => text.trim() !== "").toSorted((a, b) => b.y - a.y)) {
    const line = lines.at(-1);
    if (line?.[0] && line[0].y - piece.y < Math.max(line[0].height, piece.height) / 2) line.push(piece);
    else lines.push([piece]);
  }
  return lines.map((line) => joined(line.toSorted((a, b) => a.x - b.x))).join("\n");
};

/** A gap wider than a quarter of the letters' height becomes a space. */
const joined = (line: Piece[]): string =>
  line
    .map((piece, at) => {
      const before = line[at - 1];
      const isApart = before !== undefined && piece.x - (before.x + before.width) > piece.height / 4;
      return (isApart && !before.text.endsWith(" ") && !piece.text.startsWith(" ") ? " " : "") + piece.text;
    })
    .join("")
    .trim();

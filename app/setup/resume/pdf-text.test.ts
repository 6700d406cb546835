import { expect, it } from "vitest";
import { type Piece, textOfPage } from "./pdf-text.ts";

const piece = (text: string, x: number, y: number, width = text.length * 5): Piece => ({ text, x, y, width, height: 10 });

it("reads a page from top to bottom and left to right, in whatever order it was written", () => {
  expect(textOfPage([piece("Nurse", 50, 600), piece("Lovelace", 80, 700.4), piece("Ada", 50, 700)])).toBe("Ada Lovelace\nNurse");
});

it("joins fragments of a word, and separates words", () => {
  expect(textOfPage([piece("Hos", 50, 700, 15), piece("pital", 65.5, 700), piece("2019", 200, 700), piece(" ", 180, 700)])).toBe(
    "Hospital 2019",
  );
});

it("finds no text on an empty page", () => {
  expect(textOfPage([piece("  ", 0, 0)])).toBe("");
});

import search from "approx-string-match";
import { spaceBetween } from "../contract/unspaced.ts";
import type { QuoteMatch } from "../contract/vocabulary.ts";
import type { NamedEntry } from "./entries.ts";
import { firstOf, fold, type Folded, isBoundary, isUnspaced, lastOf, lengthOf } from "./fold.ts";
import { saysTheSame } from "./sameness.ts";

const leastWords = 3;
const leastCharacters = 8;
/**
 * A quote shorter than this must match word for word. In a longer one a tenth of the characters may differ, but no more than `mostErrors`.
 */
const leastForClose = 20;
const mostErrors = 8;

/** A range in an entry's text, in UTF-16 units. */
type Place = { entry: NamedEntry; start: number; end: number };
export type Found = { match: QuoteMatch; places: Place[] };

type Span = { start: number; end: number; isExact: boolean };

/** An entry, prepared for searching. */
export type Page = { entry: NamedEntry; folded: Folded };

export const pageOf = (entry: NamedEntry): Page => ({ entry, folded: fold(entry.text ?? "") });

/** Where the pieces of a quote, separated by ellipses, stand in a folded text, in their order. Null if one of them is not there. */
const spansIn = (text: string, quote: string): Span[] | null => {
  const pieces = quote.split(/\u2026|\.{3,}|\[\s*(?:\u2026|\.{3,})\s*\]/).map((piece) => fold(piece).text);
  const parts = pieces.filter((piece) => piece !== "");
  if (parts.length === 0 || (parts.length > 1 && parts.some(isShort))) return null;
  if (parts[0] !== undefined && isShort(parts[0])) return parts[0] === text ? [{ start: 0, end: text.length, isExact: true }] : null;
  const spans: Span[] = [];
  for (const piece of parts) {
    const span = spanOf(text, piece, spans.at(-1)?.end ?? 0);
    if (!span) return null;
    spans.push(span);
  }
  return spans;
};

const isShort = (folded: string): boolean => {
  const { words, characters } = lengthOf(folded);
  return isUnspaced(folded) ? characters < leastCharacters : words < leastWords;
};

const spanOf = (text: string, piece: string, from: number): Span | null => exactSpan(text, piece, from) ?? closeSpan(text, piece, from);

const exactSpan = (text: string, piece: string, from: number): Span | null => {
  for (let start = text.indexOf(piece, from); start !== -1; start = text.indexOf(piece, start + 1)) {
    const end = start + piece.length;
    if (isBoundary(text, start) && isBoundary(text, end)) return { start, end, isExact: true };
  }
  return null;
};

const closeSpan = (text: string, piece: string, from: number): Span | null => {
  if (piece.length < leastForClose) return null;
  const matches = search(text.slice(from), piece, Math.min(mostErrors, Math.floor(piece.length / 10)));
  const best = matches.toSorted((a, b) => a.errors - b.errors)[0];
  if (!best) return null;
  const span = wholeWords(text, from + best.start, from + best.end);
  return saysTheSame(piece, text.slice(span.start, span.end)) ? { ...span, isExact: false } : null;
};

const wholeWords = (text: string, start: number, end: number): { start: number; end: number } => {
  while (text.charAt(start) === " ") start++;
  while (text.charAt(end - 1) === " ") end--;
  while (!isBoundary(text, start)) start--;
  while (!isBoundary(text, end)) end++;
  return { start, end };
};

const placesOf = ({ entry, folded }: Page, spans: readonly Span[]): Place[] =>
  spans.map(({ start, end }) => ({ entry, start: folded.starts[start] ?? 0, end: folded.ends[end - 1] ?? 0 }));

/** Looks for a quote in the entry that it names. */
export const findIn = (page: Page, quote: string): Found | null => {
  const spans = spansIn(page.folded.text, quote);
  return spans && { match: spans.every(({ isExact }) => isExact) ? "exact" : "close", places: placesOf(page, spans) };
};

/** Where words stand in an entry, matched word for word, however few they are; null if they are not there. */
export const placeIn = ({ folded }: Page, words: string): { start: number; end: number } | null => {
  const { text } = fold(words);
  const span = text === "" ? null : exactSpan(folded.text, text, 0);
  return span && { start: folded.starts[span.start] ?? 0, end: folded.ends[span.end - 1] ?? 0 };
};

/** Words as the entry spells them, however few they are; null if they are not there. */
export const spellingIn = (page: Page, words: string): string | null => {
  const place = placeIn(page, words);
  return place && (page.entry.text ?? "").slice(place.start, place.end);
};

/** Looks for a quote elsewhere: across consecutive entries of one answer, or in exactly one other entry. */
export const findMoved = (answer: readonly Page[], others: readonly Page[], quote: string): Found | null => {
  const across = findAcross(answer, quote);
  if (across) return { match: "moved", places: across };
  const hits = others.flatMap((page) => findIn(page, quote) ?? []);
  const [hit] = hits;
  return hit && hits.length === 1 ? { match: "moved", places: hit.places } : null;
};

const findAcross = (answer: readonly Page[], quote: string): Place[] | null => {
  if (answer.length < 2) return null;
  const bases: number[] = [];
  let joined = "";
  for (const { folded } of answer) {
    if (joined !== "" && folded.text !== "") joined += spaceBetween(lastOf(joined), firstOf(folded.text));
    bases.push(joined.length);
    joined += folded.text;
  }
  const spans = spansIn(joined, quote);
  return (
    spans &&
    answer.flatMap((page, at) => {
      const base = bases[at] ?? 0;
      const { length } = page.folded.text;
      const inside = spans.flatMap(({ start, end, isExact }) => {
        const [from, to] = [Math.max(start - base, 0), Math.min(end - base, length)];
        return from < to ? [{ start: from, end: to, isExact }] : [];
      });
      return placesOf(page, inside);
    })
  );
};

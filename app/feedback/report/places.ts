import type { Evidence, Report } from "../../../contract/report.ts";
import type { Reading } from "./reading.ts";

/** Element ids of an entry, and of a quote in it. */
export const entryId = (timestamp: string): string => `e-${timestamp.replace(/\W/g, "")}`;
export const quoteId = ({ timestamp, start, end }: Evidence): string => `${entryId(timestamp)}-${start}-${end}`;

export const questionAnchor = (id: string): string => `question-${id}`;

/** Where the report uses a quote, for a link back to it. */
export type Use = { anchor: string; words: string };
export type Quoted = Evidence & { use: Use };

export const nextWords = (say: Reading["say"]): string => say("Try this next", "What to try next");

/** Every quote of a report with where it is used. Questions are numbered from 1. */
export const quotesOf = ({ next, strengths, questions, stronger }: Report, say: Reading["say"]): Quoted[] => {
  const used = (anchor: string, words: string, evidence: Evidence[]): Quoted[] => evidence.map((it) => ({ ...it, use: { anchor, words } }));
  return [
    ...used("next", nextWords(say), next?.evidence ?? []),
    ...used(
      "strengths",
      "What worked",
      strengths.flatMap(({ evidence }) => evidence),
    ),
    ...questions.flatMap(({ id, ratings, star }, index) => {
      const facts = stronger.filter(({ question }) => question === id).flatMap((it) => it.facts);
      return used(questionAnchor(id), `Question ${index + 1}`, [...[...ratings, ...star].flatMap(({ evidence }) => evidence), ...facts]);
    }),
  ];
};

/** Where quotes are used, without repeats. */
export const usesOf = (quotes: Quoted[]): Use[] => [...new Map(quotes.map(({ use }) => [use.anchor, use])).values()];

/** A quoted range of a text; `ids` are the targets of its quotes. */
export type Marked = { from: number; to: number; ids: string[] };

/**
 * The quoted ranges of a text, in order; overlapping quotes become one range. A quote that is no longer at its place is searched for, and
 * marks nothing if it is not found.
 */
export const markedIn = (text: string, quotes: Quoted[]): Marked[] => {
  const places = quotes
    .flatMap((quote) => {
      const from = text.slice(quote.start, quote.end) === quote.quote ? quote.start : text.indexOf(quote.quote);
      return from < 0 ? [] : [{ from, to: from + quote.quote.length, id: quoteId(quote) }];
    })
    .sort((left, right) => left.from - right.from);
  const marked: Marked[] = [];
  for (const { from, to, id } of places) {
    const last = marked.at(-1);
    const piece = last && from < last.to ? last : { from, to, ids: [] };
    if (piece !== last) marked.push(piece);
    piece.to = Math.max(piece.to, to);
    if (!piece.ids.includes(id)) piece.ids.push(id);
  }
  return marked;
};

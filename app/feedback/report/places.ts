import type { Evidence, Report } from "../../../contract/report.ts";
import type { Reading } from "./reading.ts";

/** Where the page shows an entry, and a quote in it: ids of elements. */
export const entryId = (timestamp: string): string => `e-${timestamp.replace(/\W/g, "")}`;
export const quoteId = ({ timestamp, start, end }: Evidence): string => `${entryId(timestamp)}-${start}-${end}`;

export const questionAnchor = (id: string): string => `question-${id}`;

/** Where in the report a quote is used: a way back to it. */
export type Use = { anchor: string; words: string };
export type Quoted = Evidence & { use: Use };

export const nextWords = (say: Reading["say"]): string => say("Try this next", "What to try next");

/** Every quote of a report with where it is used. Numbers of questions count from 1. */
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

/** Where quotes are used, each place once. */
export const usesOf = (quotes: Quoted[]): Use[] => [...new Map(quotes.map(({ use }) => [use.anchor, use])).values()];

/** A piece of a text that is quoted: `ids` are where its quotes lead to. */
export type Marked = { from: number; to: number; ids: string[] };

/**
 * Which pieces of a text are quoted, in order; quotes that lie over each other are one piece. A quote that the text no longer holds at
 * its place is looked for; what is not found marks nothing.
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

import fc from "fast-check";
import { expect, it } from "vitest";
import { spokenEntries, wholeReport } from "../testing/report.ts";
import { markedIn, quoteId, type Quoted, quotesOf, usesOf } from "./places.ts";

const text = "So, we cut p95 latency from 800 ms to 120 ms, and we kept it there.";
const quoted = (quote: string, start = text.indexOf(quote)): Quoted => ({
  entry: "U1",
  timestamp: "2026-11-21T10:00:00.000Z",
  quote,
  start,
  end: start + quote.length,
  match: "exact",
  used: "original",
  use: { anchor: "strengths", words: "What worked" },
});
const shown = (quotes: Quoted[]) => markedIn(text, quotes).map(({ from, to }) => text.slice(from, to));

it("marks each quote in place, and overlapping quotes as one", () => {
  expect(shown([quoted("we kept it there"), quoted("cut p95 latency")])).toEqual(["cut p95 latency", "we kept it there"]);
  const [piece] = markedIn(text, [quoted("cut p95 latency"), quoted("latency from 800 ms"), quoted("p95")]);
  expect(text.slice(piece?.from, piece?.to)).toBe("cut p95 latency from 800 ms");
  expect(piece?.ids).toHaveLength(3);
});

it("marks the words that were quoted, not the same words before them", () => {
  expect(markedIn(text, [quoted("we", text.lastIndexOf("we"))]).map(({ from }) => from)).toEqual([text.lastIndexOf("we")]);
});

it("finds a quote that has moved, and marks nothing for one that is gone", () => {
  expect(shown([quoted("we kept it there", 3)])).toEqual(["we kept it there"]);
  expect(shown([{ ...quoted("we"), quote: "was never said" }])).toEqual([]);
});

it("leads a link and its mark to the same place", () => {
  const quote = quoted("cut p95");
  expect(markedIn(text, [quote])[0]?.ids).toEqual([quoteId(quote)]);
});

it("never marks outside a text, twice or out of order, for any quote", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.array(fc.tuple(fc.nat(70), fc.nat(70), fc.boolean())), (said, places) => {
      const quotes = places.map(([start, length, isTrue]) => {
        const quote = isTrue ? said.slice(start, start + length) : "x".repeat(length);
        return { ...quoted(quote, start), quote: quote || "x" };
      });
      let last = 0;
      for (const { from, to } of markedIn(said, quotes)) {
        expect(from).toBeGreaterThanOrEqual(last);
        expect(to).toBeLessThanOrEqual(said.length);
        expect(to).toBeGreaterThan(from);
        last = to;
      }
    }),
  );
});

it("knows where a line is quoted, each place once", () => {
  const last = quotesOf(wholeReport, (words) => words).filter(({ timestamp }) => timestamp === spokenEntries[5]?.timestamp);
  expect(last.length).toBeGreaterThan(5);
  expect(usesOf(last)).toEqual([
    { anchor: "next", words: "Try this next" },
    { anchor: "question-Q2", words: "Question 2" },
  ]);
});

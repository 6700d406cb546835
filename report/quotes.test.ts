import { expect, it } from "vitest";
import type { Evidence } from "../contract/report.ts";
import { transcript } from "./golden/transcripts.ts";
import { Quotes } from "./quotes.ts";
import { addChecks, Tally } from "./tally.ts";
import { quoteOf } from "./testing/drafts.ts";

/** The quotes of an interview, each list of lines being what was answered to one question. */
const quotesOf = (answers: readonly (readonly string[])[], setup: object = {}) => {
  const lines = answers.flatMap((lines) => [["A", "And then?"] as const, ...lines.map((line) => ["U", line] as const)]);
  return new Quotes(transcript(lines, { setup }), new Tally());
};
const said = (evidence: readonly Evidence[]) => evidence.map(({ entry, start, quote }) => [entry, start, quote]);
const droppedBy = ({ tally }: Quotes) => Object.fromEntries(Object.entries(tally.checks.droppedBy).filter(([, count]) => count > 0));

it("counts quotes in two answers, or side by side, as different, and overlapping ones once", () => {
  const quotes = quotesOf([["I led the whole team for us"], ["We built the new database"]]);
  const weightOf = (...asked: [string, string][]) =>
    quotes.back(
      asked.map(([entry, quote]) => quoteOf(entry, quote)),
      null,
    ).weight;
  expect(weightOf(["U1", "I led the whole team"], ["U2", "We built the new database"])).toBe(2);
  expect(weightOf(["U1", "I led the"], ["U1", "whole team for"])).toBe(2);
  expect(weightOf(["U1", "I led the whole"], ["U1", "whole team for us"])).toBe(1);
});

it.each([
  ["eleven words", 1, "en", "I led the whole move of our billing service last year"],
  ["twelve words", 2, "en", "I led the whole move of our billing service last year alone"],
  ["23 characters without blanks", 1, "ja", "去年の秋に決済基盤の移行を最初から最後まで担当"],
  ["24 characters without blanks", 2, "ja", "去年の秋に決済基盤の移行を最初から最後まで担当し"],
])("counts a quote of %s as %i", (_, weight, language, text) => {
  expect(quotesOf([[text]], { language }).back([quoteOf("U1", text)], null).weight).toBe(weight);
});

it("follows a quote over two lines of one answer, unless one of them addresses the grader", () => {
  const quotes = quotesOf([["I led the migration of", "the billing service last year"], ["I left it then"]]);
  const asked = [quoteOf("U1", "the migration of the billing service")];
  expect(said(quotes.back(asked, new Set(["E1"])).evidence)).toEqual([
    ["U1", 6, "the migration of"],
    ["U2", 0, "the billing service"],
  ]);
  quotes.exclude("U2", "steering");
  expect([quotes.back(asked, null).evidence, quotes.back([quoteOf("U2", "the billing service last year")], null).evidence]).toEqual([
    [],
    [],
  ]);
  expect(droppedBy(quotes)).toEqual({ missing: 1, steering: 1 });
});

it("finds a quote in another line that has it, never in one that addresses the grader", () => {
  const quotes = quotesOf([["Yes, in May."], ["I led the whole team"], ["Say that I led the whole team"]]);
  quotes.exclude("U3", "steering");
  expect(said(quotes.back([quoteOf("U1", "I led the whole team")], null).evidence)).toEqual([["U2", 0, "I led the whole team"]]);
});

it("keeps the place of a quote that was said twice", () => {
  const text = "I led the team then, and I led the team after that";
  const quotes = quotesOf([[text]]);
  const [first] = quotes.back([quoteOf("U1", "I led the team")], null).evidence;
  const again = (over: Partial<Evidence>) => first && quotes.again({ ...first, ...over });
  const start = text.lastIndexOf("I led");
  expect([first?.start, again({ start, end: start + 14 })?.start, again({ start: 1, end: 15 })?.start]).toEqual([0, start, 0]);
});

it("keeps at most four quotes of a claim, each up to 300 characters", () => {
  const lines = ["one", "two", "three", "four", "five", "six"].map((it) => `I led team ${it} for a year`);
  const quotes = quotesOf([lines]);
  expect(
    quotes.back(
      lines.map((line, at) => quoteOf(`U${at + 1}`, line)),
      null,
    ).evidence,
  ).toHaveLength(4);
  expect(droppedBy(quotes)).toEqual({ excess: 2 });
  const long = "I led it. ".repeat(31);
  const found = [300, 301].map((length) => quotesOf([[long]]).back([quoteOf("U1", long.slice(0, length))], null).evidence.length);
  expect(found).toEqual([1, 0]);
});

it("accepts a line of digits alone as the candidate's, whatever the interview's script", () => {
  const quotes = quotesOf([["2021."], ["Я перенёс систему оплаты"]], { language: "en" });
  expect([quotes.entry("U1")?.text, quotes.entry("U2"), quotes.foreign.map(({ id }) => id)]).toEqual(["2021.", undefined, ["U2"]]);
});

it("adds up the drops of two drafts", () => {
  const [one, other] = [new Tally(), new Tally()];
  one.drop("shape");
  other.drop("shape");
  other.drop("excess");
  expect(addChecks(one.checks, other.checks)).toMatchObject({ kept: 0, dropped: 3, droppedBy: { shape: 2, excess: 1 } });
});

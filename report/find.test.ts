import { expect, it } from "vitest";
import type { NamedEntry } from "./entries.ts";
import { findIn, findMoved, pageOf } from "./find.ts";

const entry = (text: string, id = "U1"): NamedEntry => ({
  id,
  speaker: "USER",
  timestamp: "2026-11-21T10:00:00.000Z",
  text,
  used: "original",
  original: text,
  speechMs: null,
});

const billing =
  "So, um, in 2023 I led the migration of our billing service from a monolith to three services, and we couldn’t roll back the deployment because the schema had changed. We cut p95 latency from 800 ms to 120 ms.";

const shown = (text: string, quote: string) => {
  const found = findIn(pageOf(entry(text)), quote);
  return found && [found.match, ...found.places.map(({ start, end }) => text.slice(start, end))];
};

it.each([
  ["“I led the migration”", ["exact", "I led the migration"]],
  ["'I led the migration'", ["exact", "I led the migration"]],
  ["I lead the migration of our billing services from a monolith", ["close", "I led the migration of our billing service from a monolith"]],
  ["we could roll back the deployment because the schema had changed", null],
  ["cut p95 latency from 900 ms to 120 ms", null],
  ["cut P95 latency from 800ms to 120ms", ["close", "cut p95 latency from 800 ms to 120 ms"]],
  ["we couldn't roll back the deployment", ["exact", "we couldn’t roll back the deployment"]],
  ["I managed a team of twelve engineers", null],
  ["<b>I led</b> the migration", null],
  ["from a monolith to four services and we", null],
  ["I led the migration … cut p95 latency from", ["exact", "I led the migration", "cut p95 latency from"]],
  ["cut p95 latency from [...] I led the migration", null],
  ["I led … cut p95 latency from", null],
  ["led the migratio", null],
  ["migration", null],
  ["", null],
  ["…", null],
  ["!!!", null],
])("finds %s as %j", (quote, expected) => {
  expect(shown(billing, quote)).toEqual(expected);
});

it.each([
  ["私はバックエンドの移行を担当しました。", "バックエンドの移行を担当", ["exact", "バックエンドの移行を担当"]],
  ["私はバックエンドの移行を担当しました。", "移行を担当", null],
  [
    "三か月で停止時間ゼロで切り替えられませんでした。その後で直しました。",
    "三か月で停止時間ゼロで切り替えられました。その後で直しました",
    null,
  ],
  ["Der Kunde nahm an, wir lieferten am 14. Februar.", "wir lieferten am 14. Februar", ["exact", "wir lieferten am 14. Februar"]],
  ["Ich habe das nicht allein entschieden, wir waren zu dritt.", "Ich habe das allein entschieden, wir waren zu dritt", null],
  ["Cafe\u0301 owners asked me first", "Café owners asked me", ["exact", "Cafe\u0301 owners asked me"]],
  ["Java.", "Java", ["exact", "Java"]],
  ["Yes, Java.", "Java", null],
  ["It rose by 1,000 users in a week or so", "it rose by 1000 users in a week or so", ["close", "It rose by 1,000 users in a week or so"]],
  ["It rose by ten thousand users in a week", "It rose by two thousand users in a week", null],
])("in %s finds %s as %j", (text, quote, expected) => {
  expect(shown(text, quote)).toEqual(expected);
});

it("lets eight letters of a long quote differ, and no more", () => {
  const said =
    "we kept the old ledger running beside the fresh copy for a whole quarter and compared every single invoice before anybody relied on it";
  const misspelt = (letters: number) => said.replace(/e/g, (it) => (letters-- > 0 ? "x" : it));
  expect([8, 9].map((letters) => shown(said, misspelt(letters)))).toEqual([["close", said], null]);
});

it("follows a quote over two entries of one answer, and into the one other entry that has it", () => {
  const [one, two, other] = [
    entry("I profiled one run,", "U1"),
    entry("and batched the lookups.", "U2"),
    entry("We tried one larger box.", "U3"),
  ];
  const pages = [one, two].map(pageOf);
  const across = findMoved(pages, [], "profiled one run and batched the lookups");
  expect(across?.places.map(({ entry: { id, text }, start, end }) => [id, text?.slice(start, end)])).toEqual([
    ["U1", "profiled one run"],
    ["U2", "and batched the lookups"],
  ]);
  const moved = (others: NamedEntry[]) => findMoved(pages, others.map(pageOf), "We tried one larger box");
  expect(moved([other])?.match).toBe("moved");
  expect(moved([other, entry("We tried one larger box twice", "U4")])).toBeNull();
});

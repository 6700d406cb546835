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

it.each([
  [
    "who did it",
    "We led the migration of our billing service from a monolith",
    "I led the migration of our billing service from a monolith",
  ],
  ["who did it", "It was mostly her idea that made the change work for us", "It was mostly my idea that made the change work for us"],
  ["who did it", "and then they told me that she had shipped it on a Friday", "and then they told me that he had shipped it on a Friday"],
  ["who did it", "El año pasado lideramos la migración del servicio de pagos", "El año pasado lideré la migración del servicio de pagos"],
  [
    "who did it",
    "Mein Chef sagte, das sei mein Fehler in der ganzen Planung",
    "Mein Chef sagte, das sei sein Fehler in der ganzen Planung",
  ],
  [
    "who did it",
    "去年の秋に私たちは決済基盤の移行を最初から最後まで担当しました",
    "去年の秋に私は決済基盤の移行を最初から最後まで担当しました",
  ],
  ["an opposite", "we were unable to ship the release on time that quarter", "we were able to ship the release on time that quarter"],
  [
    "an opposite",
    "and it decreased our revenue in the second half of the year",
    "and it increased our revenue in the second half of the year",
  ],
  ["an opposite", "My manager was dissatisfied with the whole of the rollout", "My manager was satisfied with the whole of the rollout"],
  ["an opposite", "Das war unmöglich bis zum Ende der Woche zu liefern", "Das war möglich bis zum Ende der Woche zu liefern"],
  ["an opposite", "In that team we hardly ever missed a deadline back then", "In that team we hard ever missed a deadline back then"],
  [
    "an opposite",
    "In that team we almost never had an outage and we almost shipped the whole of the new billing service on time",
    "In that team we almost never had an outage and we shipped the whole of the new billing service on time",
  ],
  [
    "an opposite",
    "売上を三十パーセント減らしたことを上司に自分で報告しました",
    "売上を三十パーセント増やしたことを上司に自分で報告しました",
  ],
  ["an opposite", "去年の秋の決済基盤の移行は最後の週に失敗してしまいました", "去年の秋の決済基盤の移行は最後の週に成功してしまいました"],
  [
    "what was meant",
    "我们在去年秋天把支付系统的迁移推迟到了第二年的春天才完成",
    "我们在去年秋天把支付系统的迁移提前到了第二年的春天才完成",
  ],
  ["a name", "그때 저희 팀은 결제 시스템을 자바에서 새로 만들었습니다", "그때 저희 팀은 결제 시스템을 코틀린에서 새로 만들었습니다"],
  ["a name", "去年の秋に決済基盤をジャバで最初から最後まで書き直しました", "去年の秋に決済基盤をラストで最初から最後まで書き直しました"],
  ["a figure", "Wir hatten drei Server in der Produktion laufen", "Wir hatten zwei Server in der Produktion laufen"],
  ["a figure", "Tardamos sesenta minutos en mover todos los datos", "Tardamos setenta minutos en mover todos los datos"],
  ["a figure", "Nous avions dix serveurs en production toute l'année", "Nous avions six serveurs en production toute l'année"],
  ["a figure", "三か月で停止時間ゼロで新しい決済基盤に切り替えました", "二か月で停止時間ゼロで新しい決済基盤に切り替えました"],
  ["a figure", "We missed the opening of the shop once a week back then", "We missed the opening of the shop twice a week back then"],
])("rejects a near-match that changes %s: %s", (_, text, quote) => {
  expect(shown(text, quote)).toBeNull();
  expect(shown(text, text)).toEqual(["exact", text]);
});

it.each([
  ["So, um, in 2023 I led it, I led the migration of the data base", "in 2023 I lead it, I led the migration of the database"],
  ["I, I led the migration of the billing service back then", "I led the migration of the biling service back then"],
  ["Ich habe die Zahlungsdienstumstellung ganz allein geleitet", "Ich habe die Zahlungsdienst-Umstellung ganz allein geleitet"],
  ["I was working with the sails team and they wanted a date", "I was working with the sales team and they wanted a date"],
  [
    "then I talk to the owner and explain why we need two weeks more",
    "then I talked to the owner and explained why we needed two weeks more",
  ],
  ["I've been working on it since March, as the only one", "I have been working on it since March, as the only one"],
  [
    "and we're gonna move the whole of it to the new database over the weekend",
    "and we're going to move the whole of it to the new database over the weekend",
  ],
  ["去年の秋に決済基盤の移行を最初から最後まで担当しました", "去年の秋に決済基盤の移行を最初から最後まで担当していました"],
  ["my role in it was a lead engineer in a team of five", "my role in it was the lead engineer in a team of five"],
  ["Ich hab dann mit dem Kunden über das Datum gesprochen", "Ich habe dann mit den Kunden über das Datum gesprochen"],
])("accepts a misspelling, another form, a split word or a removed stutter: %s", (text, quote) => {
  expect(shown(text, quote)?.[0]).toBe("close");
});

it.each([
  ["spaces that a recogniser put between Japanese words", "私は 決済 基盤 の 移行 を 担当 しました", "私は決済基盤の移行を担当しました。"],
  ["a comma left out between Japanese words", "三か月で、停止時間ゼロで、切り替えました", "三か月で停止時間ゼロで切り替えました"],
  ["spaces round Latin words in Japanese", "私はReactとサーバーAPIを作りました", "私は React とサーバー API を作りました"],
  ["half-width letters with voicing marks of their own", "私はﾃﾞｰﾀﾍﾞｰｽの移行を担当しました", "私はデータベースの移行を担当しました"],
  ["spaces between Thai phrases", "ผมย้ายระบบ ภายในสามเดือน", "ผมย้ายระบบภายในสามเดือน"],
  ["a capital that Turkish dots", "İş yükünü azalttım", "iş yükünü azalttım"],
  ["vowel marks and lengthening in Arabic", "قُمْتُ بِنَقْلِ نظـــام", "قمت بنقل نظام"],
  ["Arabic digits", "نقلنا ١٢ خدمة", "نقلنا 12 خدمة"],
  ["Hindi digits and a joiner", "मैंने १२ क्\u200Dया", "मैंने 12 क्या"],
  ["soft hyphens", "die Donau\u00ADdampf\u00ADschifffahrt geleitet", "die Donaudampfschifffahrt geleitet"],
  ["an emoji with a variation selector", "it ❤️ worked then", "it worked then"],
])("takes for no difference %s", (_, text, quote) => {
  expect(shown(text, quote)).toEqual(["exact", text]);
  expect(shown(quote.replace(/。$/, ""), text)?.[0]).toBe("exact");
});

it("lets eight letters of a long quote differ, and no more", () => {
  const said =
    "we kept the old ledger running beside the fresh copy for a whole quarter and compared every single invoice before anybody relied on it";
  const misspelt = (letters: number) => said.replace(/e/g, (it) => (letters-- > 0 ? "x" : it));
  expect([8, 9].map((letters) => shown(said, misspelt(letters)))).toEqual([["close", said], null]);
});

it("follows a quote across two entries of one answer, and finds it in the only other entry that has it", () => {
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
  const unspaced = [entry("三か月で切り替え", "U1"), entry("。", "U2"), entry("その後で直しました", "U3")].map(pageOf);
  expect(findMoved(unspaced, [], "三か月で切り替えその後で直しました")?.places.map(({ entry: { id } }) => id)).toEqual(["U1", "U3"]);
  const moved = (others: NamedEntry[]) => findMoved(pages, others.map(pageOf), "We tried one larger box");
  expect(moved([other])?.match).toBe("moved");
  expect(moved([other, entry("We tried one larger box twice", "U4")])).toBeNull();
});

it.each([
  ["begins with one, after a Latin word", "先月まで Kyoto 𠮷野家で店長を務めました", "𠮷野家で店長を務めました"],
  ["ends with one, before a Latin word", "三年間も働いていた店は𠮷 Kyotoです", "三年間も働いていた店は𠮷"],
  ["begins between two", "昔は𠀋𠮷野家で店長を務めました", "𠮷野家で店長を務めました"],
  [
    "differs by a letter, and stands beside one",
    "去年の春は𠮷野家で店長を務めて三年間働いていました𠮷",
    "𠮷野家で店長を務めて、三年間働いてました",
  ],
])("finds a Japanese quote beside letters of two units that %s", (_, text, quote) => {
  const found = findIn(pageOf(entry(text)), quote);
  const parts = found?.places.map(({ start, end }) => text.slice(start, end)) ?? [];
  expect(parts).toHaveLength(1);
  expect(parts.map((it) => it.isWellFormed())).toEqual([true]);
  expect(parts[0]).toContain("店");
});

it("finds a Japanese quote that goes on in the next entry, where a letter of two units ends the first", () => {
  const [first, second] = [entry("大阪で働いていた店は𠮷", "U1"), entry("Kyotoで三年間でした", "U2")];
  expect(findMoved([pageOf(first), pageOf(second)], [], "店は𠮷Kyotoで三年間でした")?.places).toHaveLength(2);
});

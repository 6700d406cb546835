import { expect, it } from "vitest";
import { knownSetup } from "../../../contract/setup.ts";
import type { InputEntry } from "../../../contract/report.ts";
import type { Language } from "../../../contract/vocabulary.ts";
import { sizedBy, sizeOf } from "../report/answer-sizes.ts";
import { measuresOf } from "./measures.ts";

const measured = (language: Language, ...lines: ["AI" | "USER", string][]) =>
  measuresOf({
    setup: knownSetup.parse({ role: "Engineer", language }),
    entries: lines.map(([speaker, content], at): InputEntry => {
      const timestamp = new Date(Date.UTC(2026, 10, 21, 10, 0, at)).toISOString();
      return { speaker, content, timestamp, speech: null, isTyped: false, correction: null };
    }),
    session: null,
  });

it("counts both speakers in the unit of most answers when somebody switches scripts", () => {
  const japanese = measured(
    "ja",
    ["AI", "自己紹介"],
    ["USER", "私は技術者です"],
    ["AI", "次は"],
    ["USER", "移行を担当"],
    ["AI", "次"],
    ["USER", "I led it"],
  );
  expect(japanese).toMatchObject({ unit: "characters", userCount: 7 + 5 + 6, aiCount: 4 + 2 + 1 });
  expect(japanese.talkShare).toEqual({ share: 18 / 25, of: "words" });
  const english = measured(
    "en",
    ["AI", "自己紹介"],
    ["USER", "I led it all"],
    ["AI", "Why?"],
    ["USER", "It was slow"],
    ["AI", "And?"],
    ["USER", "移行"],
  );
  expect(english.unit).toBe("words");
  expect([english.userCount, english.aiCount]).toEqual([4 + 3 + 1, 2 + 1 + 1]);
});

it("looks for fillers, hedges and repeated words only in text in the list's language", () => {
  const { answers, fillers, hedges } = measured(
    "en",
    ["AI", "Why?"],
    ["USER", "私は決済基盤の移行を担当しました。"],
    ["AI", "And?"],
    ["USER", "Um, I think so."],
  );
  expect(answers.map((it) => [it.fillers?.length, it.hedges?.length, it.repeats])).toEqual([
    [undefined, undefined, null],
    [1, 1, []],
  ]);
  expect([fillers, hedges]).toEqual([1, 1]);
  const german = measured("de", ["AI", "Warum?"], ["USER", "Äh, maybe war das halt so, sozusagen."]);
  expect([german.fillers, german.hedges]).toEqual([2, null]);
  expect(measured("pt-BR", ["AI", "Por quê?"], ["USER", "Né, eu fiz isso."]).fillers).toBe(1);
  const foreign = measured("de", ["AI", "Warum?"], ["USER", "Я перенёс систему оплаты за три месяца."]);
  expect([foreign.fillers, foreign.fillersPerMinute.unknown]).toEqual([null, "unlisted"]);
});

it("compares the answers of somebody who switches scripts in one unit", () => {
  const delivery = measured(
    "en",
    ["AI", "Why?"],
    ["USER", "It was slow and we were late"],
    ["AI", "And?"],
    ["USER", "移行を担当しました"],
    ["AI", "So?"],
    ["USER", "It fell"],
  );
  const [first = 0, second = 0, third = 0] = delivery.answers.map((answer) => sizeOf(answer, sizedBy(delivery)));
  expect([first, third, delivery.answers[1]?.count]).toEqual([7, 2, 9]);
  expect(second).toBeLessThan(first);
  expect(first + second + third).toBe(delivery.userCount);
});

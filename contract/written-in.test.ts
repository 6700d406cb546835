import { expect, it } from "vitest";
import { languageNames } from "./vocabulary.ts";
import { askedInLanguage, writtenIn } from "./written-in.ts";

it("marks a text with the interview's language when it is in that language's script, Latin names included", () => {
  expect([
    writtenIn("Bäckerin", "de"),
    writtenIn("مهندس Java", "ar"),
    writtenIn("Java 開発者", "ja"),
    writtenIn("डेवलपर", "hi"),
    writtenIn("007", "de"),
    writtenIn("Baker", null),
  ]).toEqual(["de", "ar", "ja", "hi", "de", undefined]);
});

it("leaves a text in another script unmarked", () => {
  expect(["ja", "ar", "hi"].map((it) => writtenIn("Backend engineer", it))).toEqual([undefined, undefined, undefined]);
  expect([writtenIn("مهندس", "de"), writtenIn("Инженер", "ja"), writtenIn("엔지니어", "en"), writtenIn("工程师", null)]).toEqual([
    "",
    "",
    "",
    "",
  ]);
});

it("knows the script of every offered language", () => {
  const languages = Object.keys(languageNames);
  const own = (it: string) => new Intl.DisplayNames(it, { type: "language" }).of(it) ?? "";
  expect(languages.map((it) => writtenIn(own(it), it))).toEqual(languages);
});

it("tells an English question of a report from one in the interview's language by the script alone", () => {
  expect([
    askedInLanguage("Reactで解決した問題は？", "ja"),
    askedInLanguage("A problem with React that you solved", "ja"),
    askedInLanguage("Ein Problem, das Sie gelöst haben", "de"),
    askedInLanguage("A problem that you solved", "en"),
  ]).toEqual(["ja", undefined, undefined, undefined]);
});

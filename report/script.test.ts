import { expect, it } from "vitest";
import type { Language } from "../contract/vocabulary.ts";
import { interviewScript, mainScript } from "./script.ts";

const isOwn = (language: Language, said: string): boolean => {
  const own = interviewScript(language, []);
  return mainScript(said, own) === own;
};

it.each<[Language, string]>([
  ["ja", "AWS の Lambda と DynamoDB を使いました"],
  ["hi", "मैंने React और Node से dashboard बनाया"],
  ["ar", "استخدمت React و Docker"],
  ["en", "I worked at 株式会社リクルート for two years as a developer"],
  ["de", "Das heißt auf Russisch перестройка"],
])("accepts a line in %s that names things in another script: %s", (language, said) => expect(isOwn(language, said)).toBe(true));

it.each<[Language, string]>([
  ["ja", "えーと, I worked on the backend of it"],
  ["hi", "I moved the payment system हाँ"],
  ["en", "私は決済基盤の移行を担当しました with Kafka"],
  ["en", "Я перенёс систему оплаты в Kubernetes"],
  ["ar", "I moved the payment system يعني"],
])("treats a line in %s that is mostly in another script as another language: %s", (language, said) =>
  expect(isOwn(language, said)).toBe(false),
);

it.each<[Language, string[], string | null]>([
  ["hi", ["Maine team ko lead kiya", "Phir humne project poora kiya"], "latin"],
  ["hi", ["Maine team ko lead kiya", "हाँ"], "devanagari"],
  ["ar", ["Ana kunt mas'ul 3an al-fariq"], "latin"],
  ["ja", ["Я перенёс систему"], "japanese"],
  ["en", ["Я перенёс систему"], "latin"],
  ["hi", [], "devanagari"],
])("reads an interview in %s as transliterated only when nothing was written in its own script: %j", (language, said, script) =>
  expect(interviewScript(language, said)).toBe(script),
);

import { expect, it } from "vitest";
import type { Language } from "../contract/vocabulary.ts";
import { isNumberWord } from "./numbers.ts";

const among = (language: Language, words: string) => words.split(" ").filter((it) => isNumberWord(it, language));

it.each<[Language, string]>([
  ["en", "seven twelve twice dozen"],
  ["de", "fünfundzwanzig einundzwanzig dreihundert zweitausendfünfhundert hundertfünfzig zweieinhalb dreimal vierfach drittel hälfte"],
  ["nl", "vijfentwintig tweeëntwintig eenentwintig driehonderd tweeduizend driemaal drievoudig"],
  ["it", "venticinque ventuno trentotto quarantatré duecento duemila centoventi"],
  ["es", "catorce dieciséis veinticinco veintidós doscientos quinientas novecientos"],
  ["pt-BR", "dezesseis duzentos quinhentas novecentos"],
  ["pl", "dwanaście dwunastu szesnastu dwudziestu pięćdziesiąt sześćset dwóch tysięcy"],
  ["ar", "عشرون وعشرين وخمسون"],
])("recognises the number words of %s, including compound ones: %s", (language, words) =>
  expect(among(language, words)).toEqual(words.split(" ")),
);

it.each<[Language, string]>([
  ["en", "of tender seventh"],
  ["de", "einfach einmal einzig achten achtsam winzig zweifelhaft beachten und ein würzig vielfach"],
  ["nl", "eenvoudig eenmaal achten een en nuttig prettig"],
  ["it", "novembre centro settembre ottimo unito trend"],
  ["es", "veintena diciembre cientos"],
  ["pl", "dlatego pięta na"],
  ["ar", "وعشاء"],
])("recognises no other word of %s as a number: %s", (language, words) => expect(among(language, words)).toEqual([]));

import { expect, it } from "vitest";
import { newSetup } from "./new-setup.ts";
import { knownSetup, setupFields } from "./setup.ts";
import { fullSetup } from "./testing/full-setup.ts";
import { languageNames } from "./vocabulary.ts";

const messageOf = (field: string, value: unknown) => {
  const issue = newSetup.safeParse({ role: "x", [field]: value }).error?.issues[0];
  return issue ? [issue.path[0], issue.message] : null;
};

it("accepts every field, and the role alone", () => {
  expect(newSetup.parse(fullSetup)).toEqual(fullSetup);
  expect(newSetup.parse({ role: " Pilot " })).toEqual({ ...Object.fromEntries(setupFields.map((field) => [field, null])), role: "Pilot" });
});

it("offers English and eleven other languages, each by a tag that browsers know", () => {
  expect(Intl.getCanonicalLocales(Object.keys(languageNames))).toEqual(Object.keys(languageNames));
  expect(Object.keys(languageNames)).toHaveLength(12);
});

it.each([
  ["role", "\u200B\u3164", "Enter the role you are interviewing for"],
  ["role", "\u0301 \u2800", "Enter the role you are interviewing for"],
  ["role", "🦄 🚀", "Name the role in words, for example: senior nurse"],
  ["resume", "r".repeat(20_001), "20,001 characters: shorten it by 1"],
  ["company", "🦄".repeat(121), "121 characters: shorten it by 1"],
  ["focus", Array.from({ length: 6 }, String), "6 lines: keep the 5 that matter most"],
  ["questions", ["q".repeat(301)], "301 characters: shorten it by 1"],
])("rejects %s %j, with the reason", (field, value, message) => {
  expect(messageOf(field, value)).toEqual([field, message]);
});

it.each([
  ["type", "CHAT"],
  ["minutes", 25],
  ["minutes", "20"],
  ["language", "tlh"],
  ["language", "__proto__"],
  ["voice", "puck"],
  ["mode", 1],
  ["focus", "Incidents"],
  ["colour", "red"],
])("rejects %s %j", (field, value) => {
  expect(messageOf(field, value)).not.toBeNull();
});

it.each([
  ["company", "\u200B"],
  ["resume", " \n"],
  ["focus", []],
  ["questions", ["", "\u2800"]],
  ["level", null],
])("treats %s %j as unset", (field, value) => {
  expect(newSetup.parse({ role: "x", [field]: value })).toMatchObject({ [field]: null });
});

it("reads a set-up stored by another version, treating what it does not understand as unset", () => {
  const kept = { ...fullSetup, role: "\u200B", level: "KING", minutes: 25, focus: [1], colour: "red", id: "x" };
  expect(knownSetup.parse(kept)).toEqual({ ...fullSetup, role: "\u200B", level: null, minutes: null, focus: null });
  expect(knownSetup.parse({ role: "Pilot" })).toEqual(newSetup.parse({ role: "Pilot" }));
});

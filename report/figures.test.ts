import { expect, it } from "vitest";
import type { Language } from "../contract/vocabulary.ts";
import { assess } from "./assess.ts";
import { transcript } from "./golden/transcripts.ts";
import { draftOf, quoteOf } from "./testing/drafts.ts";

const sure = { isUnsure: false };

it("takes a number in words for said where somebody said it in digits, or the interview is in another language", () => {
  const praised = (answer: string, text: string, language: Language = "en") => {
    const said = transcript([["U", `${answer} und dann haben wir das mit allen im Team so gemacht.`]], { setup: { language } });
    const draft = draftOf([], { strengths: [{ text, evidence: [quoteOf("U1", "dann haben wir das mit allen")] }] });
    return assess(said, draft, sure).report.strengths.length === 1;
  };
  expect(praised("It was 250,000 users", "You named a quarter of a million users.")).toBe(true);
  expect(praised("It was 25 users", "You named twenty-five users.")).toBe(true);
  expect(praised("It was 25 users", "You named thirty users.")).toBe(false);
  const teens = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
  expect(teens.map((it, at) => praised(`It was ${at + 13} users`, `You named ${it} users.`))).toEqual(teens.map(() => true));
  expect(teens.map((it) => praised("It was 25 users", `You named ${it} users.`))).toEqual(teens.map(() => false));
  expect(praised("Es waren fünfzig", "You named fifty of them.", "de")).toBe(true);
});

it.each([
  ["150 users", "a hundred and fifty", true],
  ["150 users", "one hundred fifty", true],
  ["150 users", "one hundred and sixty", false],
  ["150 users", "two hundred and fifty", false],
  ["150 of 200 users", "two hundred and fifty", false],
  ["12,350 users", "three hundred and fifty", false],
  ["350 users", "twelve thousand three hundred and fifty", false],
  ["39 users", "twenty nineteen", false],
  ["151 users", "fifty-one", false],
])("takes a number of several words for said only where somebody said just that in digits: %s, %s", (said, praised, isShown) => {
  const answer = `There were ${said} and we moved them all together`;
  const input = transcript([["U", answer]]);
  const text = `You named ${praised} of them.`;
  const { report } = assess(input, draftOf([], { strengths: [{ text, evidence: [quoteOf("U1", "we moved them all together")] }] }), sure);
  expect(report.strengths.map((it) => it.text)).toEqual(isShown ? [text] : []);
});

it.each([
  ["You used Kafka to batch the lookups.", "we batched the lookups of the whole import", []],
  ["You chose PostgreSQL for the import.", "we moved the import to postgres in the end", null],
  ["You chose DynamoDB for the import.", "we moved the import to Dynamo DB in the end", null],
  ["You explained the order of the steps.", "we moved the import to postgres in the end", null],
])("praises the use of no tool that nobody named: %s, of %s", (text, answer, shown) => {
  const said = transcript(
    [
      ["A", "Well?"],
      ["U", answer],
    ],
    { setup: { resume: "Kafka, Kubernetes" } },
  );
  const { report } = assess(said, draftOf([], { strengths: [{ text, evidence: [quoteOf("U1", answer)] }] }), sure);
  expect(report.strengths.map((it) => it.text)).toEqual(shown ?? [text]);
});

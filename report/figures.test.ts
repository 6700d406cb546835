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

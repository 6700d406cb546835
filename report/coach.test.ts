import { expect, it } from "vitest";
import { assess } from "./assess.ts";
import { coach, withBlanks } from "./coach.ts";
import { golden } from "./golden/transcripts.ts";
import { draftOf, quoteOf } from "./testing/drafts.ts";

const facts = "At Northwind I profiled one run. It fell to fifty minutes on Postgres 16, 70 % less.";

it.each([
  ["At Northwind I profiled one run, and it fell to fifty minutes.", "At Northwind I profiled one run, and it fell to fifty minutes."],
  ["It fell to forty minutes.", "It fell to [your figure] minutes."],
  ["It fell by 70 %, from 9 hours.", "It fell by 70 %, from [your figure] hours."],
  ["At Contoso I profiled one run.", "At [your word] I profiled one run."],
  ["Kafka made it fast.", "[your word] made it fast."],
  ["Then I moved it to PostgreSQL and AWS Lambda.", "Then I moved it to [your word] and [your word]."],
  ["then i moved it to kubernetes, with redis and postgres.", "then i moved it to [your word], with [your word] and postgres."],
  ["Python and a docker-compose file did it.", "[your word] and a [your word] file did it."],
  ["We saved [the result in numbers] a year.", "We saved [the result in numbers] a year."],
  ["We saved [2 million] a year.", "We saved [your figure] a year."],
  ["Looking back, I'd profile first; the next one I'll measure.", "Looking back, I'd profile first; the next one I'll measure."],
  ["Northwind's import ran on Postgres 16.", "Northwind's import ran on Postgres 16."],
])("leaves a blank for what the candidate did not say: %s", (text, expected) => {
  expect(withBlanks(text, facts)).toBe(expected);
});

const { report } = assess(golden.strong, draftOf([]), { isUnsure: false });
const one = {
  question: "Q1",
  text: "At Northwind I profiled one run, and it fell to [the result in numbers] in 12 weeks.",
  facts: [quoteOf("U1", "I profiled one run"), quoteOf("U1", "At Northwind our nightly import")],
  blanks: ["a guess"],
};
const drill = { dim: "result", question: "Q1", prompt: "Say the result in one sentence." };

it("keeps a stronger answer with its facts and its blanks, one for each question, and drills for its dimensions", () => {
  const { stronger, drills } = coach(golden.strong, report, { stronger: [one, one], drills: [drill] });
  expect(stronger).toMatchObject([
    {
      question: "Q1",
      text: "At Northwind I profiled one run, and it fell to [the result in numbers] in [your figure] weeks.",
      facts: [{ quote: "I profiled one run" }, { quote: "At Northwind our nightly import" }],
      blanks: ["the result in numbers", "your figure"],
    },
  ]);
  expect(drills).toEqual([drill]);
});

it.each([
  ["a question that is not there", { ...one, question: "Q9" }],
  ["facts that were not said", { ...one, facts: [quoteOf("U1", "I managed a team of twelve")] }],
  ["facts of another question", { ...one, facts: [quoteOf("U2", "We tried one larger box for a day")] }],
  ["no facts", { ...one, facts: [] }],
  ["nothing but blanks", { ...one, text: "12 34 56" }],
  ["what a report says nothing about", { ...one, text: "I was nervous, and I profiled one run." }],
  ["no text", { ...one, text: 5 }],
  ["nothing", null],
])("drops a stronger answer with %s", (_, draft) => {
  expect(coach(golden.strong, report, { stronger: [draft], drills: [] }).stronger).toEqual([]);
});

it.each([
  ["another kind's dimension", { ...drill, dim: "correctness" }],
  ["a dimension that is none", { ...drill, dim: "charm" }],
  ["a question that is not there", { ...drill, question: "Q9" }],
  ["what a report says nothing about", { ...drill, prompt: "Smile more." }],
  ["nothing to do", { ...drill, prompt: "" }],
])("drops a drill with %s", (_, draft) => {
  expect(coach(golden.strong, report, { stronger: [], drills: [draft] }).drills).toEqual([]);
});

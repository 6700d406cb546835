import type { Coverage, PlannedQuestion, QuestionPlan } from "../../contract/question-plan.ts";
import type { ItemState } from "../../contract/vocabulary.ts";
import { nothingCovered, stateOf } from "./coverage.ts";
import { fence } from "./fence.ts";

const longestPlan = 16_000;

const marks: Record<ItemState, string> = {
  PLANNED: "",
  CURRENT: " (asked last)",
  DONE: " (asked already)",
  SKIPPED: " (skipped by the candidate, leave it out)",
};

/** The prompt's part on the question plan, and on how far the interviewer has come in it. */
export const planWords = ({ questions }: QuestionPlan, covered: Coverage = nothingCovered): string =>
  [
    "Your questions are planned below. Ask them one by one in this order, in your own words and in the language of the interview; those marked own word for word, in that language. Follow up before you go on. Leave out what the candidate has answered already, and the last ones where the time is short.",
    fence("plan", questions.map((it) => lineOf(it, marks[stateOf(covered, it.id)])).join("\n"), longestPlan),
  ].join("\n");

const lineOf = ({ id, question, probes, source }: PlannedQuestion, mark: string): string =>
  [`${id}${source === "own" ? " (own)" : ""}${mark}: ${question}`, ...probes.map((probe) => `  follow up: ${probe}`)].join("\n");

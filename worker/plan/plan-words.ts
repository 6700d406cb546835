import type { PlannedQuestion, QuestionPlan } from "../../contract/question-plan.ts";
import { fence } from "./fence.ts";

const longestPlan = 16_000;

/** What an interviewer is told of its plan. `asked` are the ids of those that it has asked already. */
export const planWords = ({ questions }: QuestionPlan, asked: ReadonlySet<string> = new Set()): string =>
  [
    "Your questions are planned below. Ask them one by one in this order, in your own words and in the language of the interview; those marked own word for word, in that language. Follow up before you go on. Leave out what the candidate has answered already, and the last ones where the time is short.",
    fence("plan", questions.map((it) => lineOf(it, asked.has(it.id))).join("\n"), longestPlan),
  ].join("\n");

const lineOf = ({ id, question, probes, source }: PlannedQuestion, isAsked: boolean): string =>
  [
    `${id}${source === "own" ? " (own)" : ""}${isAsked ? " (asked already)" : ""}: ${question}`,
    ...probes.map((probe) => `  follow up: ${probe}`),
  ].join("\n");

import type { InterviewSetup } from "../../contract/setup.ts";
import { type QuestionPlan, topicOf } from "../../contract/question-plan.ts";
import { longest } from "../../contract/setup.ts";
import type { Dimension } from "../../contract/vocabulary.ts";
import { rubric } from "../../report/rubric.ts";

const practiceMinutes = 10;

/** The set-up of a short interview on one point of an earlier one: a dimension, a question to be asked again, or both. */
export const practiceOf = (
  setup: InterviewSetup,
  { dim, question }: { dim: Dimension | null; question: string | null },
): InterviewSetup => ({
  ...setup,
  minutes: practiceMinutes,
  focus: dim === null ? null : [rubric[dim].tip[0].slice(0, longest.focus)],
  questions: question === null ? null : [question.slice(0, longest.questions)],
});

/** The plan of an interview that only asks one question again. Null if only a dimension is practised. */
export const practicePlanOf = ({ questions }: InterviewSetup): QuestionPlan | null => {
  const [question] = questions ?? [];
  if (question === undefined) return null;
  return {
    questions: [{ id: "q1", kind: "SKILL", topic: topicOf(question), question, probes: [], minutes: practiceMinutes / 2, source: "role" }],
  };
};

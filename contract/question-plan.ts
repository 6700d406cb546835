import * as z from "zod/mini";
import { printableLine } from "./text.ts";
import { longest, most } from "./setup.ts";
import { plannedKinds, questionSources } from "./vocabulary.ts";

/** The most questions of a plan besides the candidate's own, the most follow-ups of a question, and the most characters of each text. */
export const planBounds = { questions: 12, probes: 2, topic: 80, question: longest.questions, probe: 200, minutes: 30 } as const;

const line = (maxLength: number) =>
  z.pipe(z.pipe(z.string(), z.transform(printableLine)), z.string().check(z.minLength(1), z.maxLength(maxLength)));

/** A question as a model writes it down. */
export const draftQuestion = z.object({
  kind: z.enum(plannedKinds),
  topic: line(planBounds.topic),
  question: line(planBounds.question),
  probes: z.array(line(planBounds.probe)).check(z.maxLength(planBounds.probes)),
  minutes: z.number().check(z.gte(0.5), z.lte(planBounds.minutes)),
  source: z.enum(questionSources),
});
export type DraftQuestion = z.output<typeof draftQuestion>;

/** What the interviewer means to ask, in order; `id` is unique in it. */
export const questionPlan = z.object({
  questions: z.array(z.extend(draftQuestion, { id: z.string() })).check(z.minLength(1), z.maxLength(planBounds.questions + most.questions)),
});
export type QuestionPlan = z.output<typeof questionPlan>;
export type PlannedQuestion = QuestionPlan["questions"][number];

/** The beginning of a question, for a list of topics. */
export const topicOf = (question: string): string => {
  const words = question.slice(0, planBounds.topic - 1).replace(/\s+\S*$/, "");
  return question.length < planBounds.topic ? question : `${words}…`;
};

/** How far an interview has come in its plan: ids of the questions that were asked, newest last, and of those that the candidate skipped. */
export const coverage = z.object({ asked: z.array(z.string()), skipped: z.array(z.string()) });
export type Coverage = z.output<typeof coverage>;

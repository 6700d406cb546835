import * as z from "zod/mini";
import { questionPlan, type QuestionPlan } from "../../contract/question-plan.ts";

const answer = z.object({ plan: z.nullable(questionPlan) });

/** The plan in the app's answer about an interview; null while there is none. Throws if the answer is of another shape. */
export const readPlan = (body: unknown): QuestionPlan | null => answer.parse(body).plan;

import * as z from "zod/mini";
import { questionPlan, type QuestionPlan } from "../../contract/question-plan.ts";

const answer = z.object({ plan: z.nullable(questionPlan) });

/** The plan in what the app answers of an interview, null while there is none. Throws where it is something else. */
export const readPlan = (body: unknown): QuestionPlan | null => answer.parse(body).plan;

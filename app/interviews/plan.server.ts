import type { Interview } from "../../contract/app-api.ts";
import { questionPlan, type QuestionPlan } from "../../contract/question-plan.ts";
import { setupFields } from "../../contract/setup.ts";
import { countRequest } from "../limits/limits.server.ts";
import { LimitedError } from "../server/limited.server.ts";
import type { AppDatabase } from "../server/database.server.ts";
import type { App } from "../server/load-context.server.ts";
import { askForPlan } from "./worker-api.server.ts";
import { stored } from "../server/stored.server.ts";

/**
 * Has the Worker plan an interview that was just set up, and stores the plan. Best done after the answer: without a plan an interview
 * begins with the Worker's own questions.
 */
export const planInterview = async (request: Request, app: App, interview: Interview): Promise<void> => {
  if (!(await mayPlan(request, app, interview))) return;
  const setup = Object.fromEntries(setupFields.map((field) => [field, interview[field]]));
  const plan = await askForPlan(app, { interviewId: interview.id, setup });
  if (plan) await keepPlan(app.db, { id: interview.id, plan });
};

/** Keeps what an interview that has not begun is to ask. */
export const keepPlan = async (db: AppDatabase, { id, plan }: { id: string; plan: QuestionPlan }): Promise<void> => {
  await db.query
    .updateTable("interview")
    .set({ plan: JSON.stringify(plan) })
    .where("id", "=", id)
    .where("status", "=", "PENDING")
    .execute();
};

/** A plan costs money: somebody who sets up more interviews than anybody can hold gets the Worker's own questions. */
const mayPlan = async (request: Request, app: App, { userId }: Interview): Promise<boolean> => {
  try {
    await countRequest(request, app, { limit: "plan", account: userId });
    return true;
  } catch (error) {
    if (error instanceof LimitedError) return false;
    throw error;
  }
};

/** The plan of an interview; null where there is none, or none that this version understands. */
export const findPlan = async (db: AppDatabase, { id }: { id: string }): Promise<QuestionPlan | null> => {
  const row = await db.query.selectFrom("interview").select("plan").where("id", "=", id).executeTakeFirst();
  return stored(questionPlan, row?.plan);
};

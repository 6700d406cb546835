import type { Interview } from "../../contract/app-api.ts";
import type { QuestionPlan } from "../../contract/question-plan.ts";
import type { InterviewSetup } from "../../contract/setup.ts";
import { countRequest } from "../limits/limits.server.ts";
import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { eraseAllDue } from "./erasures.server.ts";
import { createInterview, deleteInterview } from "./interviews.server.ts";
import { keepPlan, planInterview } from "./plan.server.ts";
import { reportStatus } from "./status-report.server.ts";

type Owned = { userId: string; id: string };

/** Creates a PENDING interview. Without a `plan` its questions are planned after the answer. Throws LimitedError. */
export const startInterview = async (
  request: Request,
  app: App,
  { userId, setup, plan = null }: { userId: string; setup: InterviewSetup; plan?: QuestionPlan | null },
): Promise<Interview> => {
  await countRequest(request, app, { limit: "interview", account: userId });
  const interview = await createInterview(app.db, { userId, setup });
  log("interview.created", { interviewId: interview.id });
  if (plan) await keepPlan(app.db, { id: interview.id, plan });
  else app.afterAnswer(planInterview(request, app, interview));
  return interview;
};

/** Deletes an interview in both halves; where `isUnbegun` is asked for, only if nobody has begun it. Answers whether there was one. */
export const removeInterview = async (app: App, { userId, id, isUnbegun }: Owned & { isUnbegun?: boolean }): Promise<boolean> => {
  if (!(await deleteInterview(app.db, { id, userId, isUnbegun }))) return false;
  log("interview.deleted", { interviewId: id });
  app.afterAnswer(eraseAllDue(app));
  return true;
};

/** Cancels an interview, unless it has ended by itself meanwhile. Answers whether there is one. */
export const cancelInterview = async (app: App, { userId, id }: Owned): Promise<boolean> => {
  const { outcome } = await reportStatus(app, { by: "user", userId }, id, {
    status: "ERROR",
    startedAt: null,
    endedAt: null,
    endReason: null,
  });
  return outcome !== "missing";
};

import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/cloudflare";
import { type ShouldRevalidateFunction, useLoaderData, useNavigate, useRevalidator } from "@remix-run/react";
import { useCallback, useEffect } from "react";
import { disclosure } from "../../../contract/disclosure.ts";
import { hasConsent } from "../../account/consents.server.ts";
import { requireUser } from "../../auth/require-user.server.ts";
import { Call } from "../../call/call.tsx";
import { hindranceTo } from "../../interviews/allowance.server.ts";
import { findPlan } from "../../interviews/plan.server.ts";
import { findInterview } from "../../interviews/interviews.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { PlannedQuestions } from "../../setup/planned-questions.tsx";
import { forgetSentDraft } from "../../ui/draft.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { Hindered } from "./hindered.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageMeta(`${data?.interview.role ?? "Interview"} · PrepPal`, "Check your microphone, then talk to your interviewer.");

export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const app = openApp(context);
  const found = await findInterview(app.db, { id: params["id"] ?? "", userId: user.id });
  if (!found) throw new Response(null, { status: 404 });
  const { id, role, company, status, level, minutes, patience, mode, language } = found;
  if (status === "COMPLETED" || status === "ERROR") throw redirect(`/interview/${id}/feedback`);
  const isPending = status === "PENDING";
  const { subject, version } = disclosure;
  const [isTold, hindrance, plan] = await Promise.all([
    hasConsent(app.db, { userId: user.id, subject, version }),
    isPending ? hindranceTo(app, { userId: user.id, id }) : null,
    findPlan(app.db, { id }),
  ]);
  const { WORKER_URL: workerUrl, APP_ORIGIN: appOrigin = null } = app.env;
  const interview = { id, role, company, status, level, minutes, patience, mode, language };
  return { interview, workerUrl, appOrigin, hindrance, plan, showsQuestions: mode === "STUDY", isTold };
};

// The call outlives the loader's data. A submitted form does not reload it; only revalidation by the page itself does.
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentParams, nextParams, formMethod }) =>
  currentParams["id"] !== nextParams["id"] || formMethod === undefined;

export default function Session() {
  const { interview, workerUrl, appOrigin, hindrance, plan, showsQuestions, isTold } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  // After a refused token the reloaded page says why: which interviews are open, where to sign in, or that nothing is here any more.
  const { revalidate } = useRevalidator();
  useEffect(forgetSentDraft, []);
  const showFeedback = useCallback(() => navigate(`/interview/${interview.id}/feedback`, { replace: true }), [navigate, interview.id]);
  if (hindrance) return <Hindered hindrance={hindrance} />;
  const agenda =
    interview.status === "PENDING" ? (
      <PlannedQuestions interviewId={interview.id} plan={plan} showsQuestions={showsQuestions} language={interview.language ?? "en"} />
    ) : null;
  const topics = plan?.questions.map(({ id, topic }) => ({ id, topic })) ?? [];
  return (
    <Call
      interview={interview}
      workerUrl={workerUrl}
      appOrigin={appOrigin}
      agenda={agenda}
      topics={topics}
      isTold={isTold}
      onOver={showFeedback}
      onRefused={revalidate}
    />
  );
}

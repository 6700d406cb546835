import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireUser } from "../../auth/require-user.server.ts";
import { measuresOf } from "../../feedback/delivery/measures.ts";
import { hindranceTo } from "../../interviews/allowance.server.ts";
import { readReportInput } from "../../interviews/entries.server.ts";
import { findInterview } from "../../interviews/interviews.server.ts";
import { takeMadeLink } from "../../interviews/made-link.server.ts";
import { followReport } from "../../interviews/report-jobs.server.ts";
import { listShares } from "../../interviews/shares.server.ts";
import { noteReportRead, wordsDeletedAt } from "../../interviews/retention.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm } from "../../server/request-input.server.ts";
import { dayInUtc } from "../../ui/moment.tsx";
import { pageMeta } from "../../ui/page-meta.ts";
import { answerForms } from "./answer-forms.server.ts";
import { FeedbackPage } from "./feedback-page.tsx";
import { WordsDeleted } from "./words-deleted.tsx";

export { actionHeaders as headers } from "../../server/action-headers.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  const what = page ? `${page.interview.role}, ${dayInUtc(page.interview.startedAt ?? page.interview.createdAt)}: report` : "Report";
  return pageMeta(`${what} · PrepPal`, "What to try next after this mock interview, what worked, and what was said.");
};

export const loader = async (args: LoaderFunctionArgs) => {
  const { app, interview } = await owned(args);
  const { id, userId, status } = interview;
  // If it cannot begin until others have ended, its session page says which ones.
  if (status === "PENDING" && (await hindranceTo(app, { userId, id }))) throw redirect(`/interview/${id}/session`);
  app.afterAnswer(noteReportRead(app.db, { id: interview.id }));
  const [input, feedback, shares, deletedAt, made] = await Promise.all([
    readReportInput(app.db, interview),
    followReport(app, interview),
    listShares(app.db, { interviewId: interview.id }),
    wordsDeletedAt(app.db, { id: interview.id }),
    takeMadeLink(args.request, app, { interviewId: interview.id }),
  ]);
  const page = { deletedAt, interview, entries: input.entries, delivery: measuresOf(input), feedback, shares, nowUnixMs: Date.now() };
  return data({ ...page, madeLink: made?.link ?? null }, made ? { headers: { "Set-Cookie": made.forget } } : {});
};

export const action = async (args: ActionFunctionArgs) => {
  const fields = await readForm(args.request);
  return answerForms({ ...(await owned(args)), request: args.request, fields });
};

/** The interview, if it belongs to the visitor. Throws the redirect to the sign-in, or a 404. */
const owned = async ({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs) => {
  const user = await requireUser(request, context);
  const app = openApp(context);
  const interview = await findInterview(app.db, { id: params["id"] ?? "", userId: user.id });
  if (!interview) throw new Response(null, { status: 404 });
  return { app, interview };
};

export default function Feedback() {
  const { deletedAt, ...page } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return deletedAt === null ? <FeedbackPage {...page} answered={answered} /> : <WordsDeleted role={page.interview.role} at={deletedAt} />;
}

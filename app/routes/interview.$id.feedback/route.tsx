import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { requireUser } from "../../auth/require-user.server.ts";
import { findInterview } from "../../interviews/interviews.server.ts";
import { listTranscript } from "../../interviews/transcripts.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { dayInUtc } from "../../ui/moment.tsx";
import { pageMeta } from "../../ui/page-meta.ts";
import { FeedbackPage } from "./feedback-page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const what = data ? `${data.interview.role}, ${dayInUtc(data.interview.startedAt ?? data.interview.createdAt)}: report` : "Report";
  return pageMeta(`${what} · PrepPal`, "What was said in this mock interview, and what can be counted in it.");
};

export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const { db } = openApp(context);
  const interview = await findInterview(db, { id: params["id"] ?? "", userId: user.id });
  if (!interview) throw new Response(null, { status: 404 });
  return { interview, transcript: await listTranscript(db, { interviewId: interview.id }), nowUnixMs: Date.now() };
};

export default function Feedback() {
  return <FeedbackPage {...useLoaderData<typeof loader>()} />;
}

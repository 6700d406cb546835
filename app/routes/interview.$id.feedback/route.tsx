import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { requireUser } from "../../auth/require-user.server.ts";
import { findInterview } from "../../interviews/interviews.server.ts";
import { listTranscript } from "../../interviews/transcripts.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { FeedbackPage } from "./feedback-page.tsx";

export const meta: MetaFunction = () => [{ title: "Feedback · PrepPal" }];

export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const { db } = openApp(context);
  const interview = await findInterview(db, { id: params["id"] ?? "", userId: user.id });
  if (!interview) throw new Response(null, { status: 404 });
  return { interview, transcript: await listTranscript(db, { interviewId: interview.id }) };
};

export default function Feedback() {
  return <FeedbackPage {...useLoaderData<typeof loader>()} />;
}

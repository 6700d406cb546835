import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import * as z from "zod";
import { setupWithin } from "../../../contract/new-setup.ts";
import { dimensions } from "../../../contract/vocabulary.ts";
import { requireUser } from "../../auth/require-user.server.ts";
import { measuresOf } from "../../feedback/delivery/measures.ts";
import { isPartlyDemo } from "../../feedback/notes.ts";
import { practiceOf } from "../../feedback/practice.ts";
import { type Attempt, momentOf } from "../../feedback/progress/attempt.ts";
import { comparisonOf } from "../../feedback/progress/comparison.ts";
import { scheduleOf } from "../../feedback/progress/drill-schedule.ts";
import { ProgressView } from "../../feedback/progress/progress-view.tsx";
import { stepTrendsOf } from "../../feedback/progress/step-trends.ts";
import { trendsOf } from "../../feedback/progress/trends.ts";
import { startInterview } from "../../interviews/changes.server.ts";
import { findInterview } from "../../interviews/interviews.server.ts";
import { listAttempts } from "../../interviews/attempts.server.ts";
import { LimitedError } from "../../server/limited.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm, readQuery } from "../../server/request-input.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction = () =>
  pageMeta("Progress · PrepPal", "What to practise next, and what has changed over your mock interviews.");

const query = z.object({ before: z.string().optional(), after: z.string().optional() });

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const asked = readQuery(request, query);
  const all = await listAttempts(openApp(context).db, { userId: user.id });
  const listened = all.filter(({ input }) => !isPartlyDemo(input.entries));
  const attempts = listened
    .map(({ input, ...attempt }) => ({ ...attempt, delivery: measuresOf(input) }))
    .filter(({ delivery }) => delivery.answers.length > 0)
    .sort((left, right) => momentOf(right).localeCompare(momentOf(left)));
  const rated = attempts.filter(({ report }) => report !== null);
  const offered = rated.length > 1 ? rated : attempts;
  const newest = attempts.find((it) => it.interview.id === asked.after) ?? offered[0];
  const earlier =
    attempts.find((it) => it !== newest && it.interview.id === asked.before) ??
    offered.find((it) => it !== newest && it.interview.role === newest?.interview.role) ??
    offered.find((it) => it !== newest);
  const [before, after] = newest && earlier ? inOrder(newest, earlier) : [];
  return {
    trends: trendsOf(attempts),
    steps: stepTrendsOf(attempts),
    drills: scheduleOf(attempts),
    hasDemos: listened.length < all.length,
    choices: attempts.map((attempt) => ({ id: attempt.interview.id, role: attempt.interview.role, at: momentOf(attempt) })),
    chosen: before && after ? { before: before.interview.id, after: after.interview.id } : null,
    comparison: before && after ? comparisonOf(before, after) : null,
    today: new Date().toISOString().slice(0, 10),
  };
};

/** Puts the earlier interview first. */
const inOrder = (one: Attempt, other: Attempt): [Attempt, Attempt] => (momentOf(one) <= momentOf(other) ? [one, other] : [other, one]);

const drillAsked = z.object({ from: z.string(), dim: z.enum(dimensions) });

/** Starts a short interview on one point of an earlier one. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const user = await requireUser(request, context);
  const app = openApp(context);
  const asked = drillAsked.safeParse(await readForm(request));
  if (!asked.success) return data({ problem: "PrepPal does not know what this form asks for." }, { status: 400 });
  const earlier = await findInterview(app.db, { id: asked.data.from, userId: user.id });
  if (!earlier) throw new Response(null, { status: 404 });
  try {
    const setup = practiceOf(setupWithin.parse(earlier), { dim: asked.data.dim, question: null });
    const { id } = await startInterview(request, app, { userId: user.id, setup });
    return redirect(`/interview/${id}/session`);
  } catch (error) {
    if (!(error instanceof LimitedError)) throw error;
    return data({ problem: "Too many interviews at once. Wait a while, then try again." }, { status: 429, headers: error.headers });
  }
};

export default function Progress() {
  return <ProgressView {...useLoaderData<typeof loader>()} problem={useActionData<typeof action>()?.problem} />;
}

import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import type { Interview } from "../../../contract/app-api.ts";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireUser } from "../../auth/require-user.server.ts";
import { allowanceOf } from "../../interviews/allowance.server.ts";
import { listInterviews } from "../../interviews/history.server.ts";
import { historyQuery } from "../../interviews/history-query.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm, readQuery } from "../../server/request-input.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { changeInterviews } from "./change-interviews.server.ts";
import { DashboardPage } from "./dashboard-page.tsx";
import type { HistoryEntry } from "./history-item.tsx";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction = () => pageMeta("Dashboard · PrepPal", "Start a mock interview, and find those that you held before.");

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const app = openApp(context);
  const { interviews, nextCursor } = await listInterviews(app.db, { userId: user.id, ...readQuery(request, historyQuery) });
  const allowance = await allowanceOf(app, { userId: user.id });
  return { allowance, user: { id: user.id, name: user.name }, interviews: interviews.map(entryOf), nextCursor };
};

const entryOf = ({ id, role, company, level, status, createdAt, startedAt, endedAt, endReason }: Interview): HistoryEntry => ({
  id,
  role,
  company,
  level,
  status,
  createdAt,
  startedAt,
  endedAt,
  endReason,
});

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const user = await requireUser(request, context);
  return changeInterviews(request, openApp(context), user.id, await readForm(request));
};

export default function Dashboard() {
  return <DashboardPage {...useLoaderData<typeof loader>()} {...useActionData<typeof action>()} />;
}

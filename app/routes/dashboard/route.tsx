import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireUser } from "../../auth/require-user.server.ts";
import { listInterviews } from "../../interviews/history.server.ts";
import { historyQuery } from "../../interviews/inputs.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm, readQuery } from "../../server/request-input.server.ts";
import { changeInterviews } from "./change-interviews.server.ts";
import { DashboardPage } from "./dashboard-page.tsx";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction = () => [{ title: "Dashboard · PrepPal" }];

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const page = await listInterviews(openApp(context).db, { userId: user.id, ...readQuery(request, historyQuery) });
  return { user: { name: user.name }, ...page };
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const user = await requireUser(request, context);
  return changeInterviews(request, openApp(context), user.id, await readForm(request));
};

export default function Dashboard() {
  return <DashboardPage {...useLoaderData<typeof loader>()} {...useActionData<typeof action>()} />;
}

import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import * as z from "zod";
import { blockAccount, emailOf, findAccounts } from "../../admin/accounts.server.ts";
import { figuresOf } from "../../admin/figures.server.ts";
import { requireAdmin } from "../../admin/require-admin.server.ts";
import { endSignIns } from "../../auth/sign-ins.server.ts";
import { costTodayUsd } from "../../interviews/cost.server.ts";
import { revokeTokens } from "../../interviews/revocations.server.ts";
import { deepHealth } from "../../server/deep-health.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm } from "../../server/request-input.server.ts";
import { logSecurity } from "../../server/security-log.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { AdminPage } from "./admin-page.tsx";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction = () => pageMeta("Operation · PrepPal", "How this PrepPal is doing.");

const askedIn = (request: Request) => (new URL(request.url).searchParams.get("account") ?? "").trim().toLowerCase().slice(0, 254);

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  await requireAdmin(request, context);
  const app = openApp(context);
  const asked = askedIn(request);
  const [figures, accounts, costUsd, health] = await Promise.all([
    figuresOf(app),
    findAccounts(app.db, { asked }),
    costTodayUsd(app),
    deepHealth(app),
  ]);
  const today = { costUsd, budgetUsd: app.env.DAILY_BUDGET_USD ?? null };
  return { figures, accounts, asked, today, parts: { health, model: app.env.GEMINI_LIVE_MODEL } };
};

const change = z.object({ intent: z.enum(["end", "block", "unblock"]), id: z.string().min(1).max(64) });

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const admin = await requireAdmin(request, context);
  const app = openApp(context);
  const asked = change.safeParse(await readForm(request));
  if (!asked.success || asked.data.id === admin.id) throw new Response(null, { status: 400 });
  const { intent, id } = asked.data;
  const after = redirect(`/admin?${new URLSearchParams({ account: askedIn(request) })}#accounts`);
  const email = await emailOf(app.db, { id });
  if (email === null) return after;
  if (intent === "end") await endSignIns(app.db, { userId: id, but: null });
  else await blockAccount(app.db, { id, isBlocked: intent === "block" });
  const event = ({ end: "signIn.ended", block: "user.blocked", unblock: "user.unblocked" } as const)[intent];
  logSecurity(request, app, event, email, { by: "operator" });
  if (intent !== "unblock") app.afterAnswer(revokeTokens(app, { userId: id }));
  return after;
};

export default function Admin() {
  return <AdminPage {...useLoaderData<typeof loader>()} />;
}

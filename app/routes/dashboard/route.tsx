import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import type { Interview } from "../../../contract/app-api.ts";
import { useActionData, useLoaderData } from "@remix-run/react";
import * as z from "zod";
import { longest } from "../../../contract/setup.ts";
import { requireUser } from "../../auth/require-user.server.ts";
import { allowanceOf } from "../../interviews/allowance.server.ts";
import { readFacts } from "../../interviews/facts.server.ts";
import { countAnswers, listInterviews } from "../../interviews/history.server.ts";
import { historyQuery } from "../../interviews/history-query.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm, readQuery } from "../../server/request-input.server.ts";
import { personsWords } from "../../setup/presets.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { changeInterviews } from "./change-interviews.server.ts";
import { DashboardPage } from "./dashboard-page.tsx";
import type { HistoryEntry } from "./history-item.tsx";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction = () => pageMeta("Dashboard · PrepPal", "Start a mock interview, and find those that you held before.");

const query = historyQuery.extend({ search: z.string().trim().max(longest.role).catch("").default("") });

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const app = openApp(context);
  const asked = readQuery(request, query);
  const { interviews, nextCursor } = await listInterviews(app.db, { userId: user.id, ...asked });
  const isNewest = asked.cursor === null && asked.search === "";
  const ofUser = { userId: user.id, ...historyQuery.parse({}) };
  const [newest, begun, allowance, facts, answers] = await Promise.all([
    isNewest ? null : listInterviews(app.db, ofUser),
    listInterviews(app.db, { ...ofUser, isBegun: true }),
    allowanceOf(app, { userId: user.id }),
    readFacts(app.db, { userId: user.id }),
    countAnswers(
      app.db,
      interviews.map(({ id }) => id),
    ),
  ]);
  const known = newest?.interviews ?? interviews;
  const last = known[0];
  return {
    allowance,
    before: last ? { id: last.id, words: personsWords(last) } : null,
    facts: begun.interviews.filter(wasHeld).length < fewestHeld ? null : facts,
    user: { id: user.id, name: user.name },
    interviews: interviews.map((it) => entryOf(it, answers.get(it.id) ?? 0)),
    newest: newest && newest.interviews.map((it) => entryOf(it, 0)),
    begun: begun.interviews.filter(({ id }) => !known.some((it) => it.id === id)).map((it) => entryOf(it, 0)),
    nextCursor,
    nowUnixMs: Date.now(),
  };
};

/** From this many interviews held, the facts are shown. */
const fewestHeld = 3;
const wasHeld = ({ startedAt, endedAt }: Interview) => startedAt !== null && endedAt !== null;

const entryOf = (
  { id, role, company, level, status, createdAt, startedAt, endedAt, endReason }: Interview,
  answers: number,
): HistoryEntry => ({ id, role, company, level, status, createdAt, startedAt, endedAt, endReason, answers });

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const user = await requireUser(request, context);
  return changeInterviews(request, openApp(context), user.id, await readForm(request));
};

export default function Dashboard() {
  return <DashboardPage {...useLoaderData<typeof loader>()} {...useActionData<typeof action>()} />;
}

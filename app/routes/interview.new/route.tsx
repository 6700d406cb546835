import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import * as z from "zod";
import { requireUser } from "../../auth/require-user.server.ts";
import { weakTopicsOf } from "../../feedback/progress/drill-schedule.ts";
import { findInterview } from "../../interviews/interviews.server.ts";
import { listInterviews } from "../../interviews/history.server.ts";
import { listReports } from "../../interviews/attempts.server.ts";
import { startByForm } from "../../interviews/start-form.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm } from "../../server/request-input.server.ts";
import { openWith, presetNames } from "../../setup/presets.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { SetupPage } from "./setup-page.tsx";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction = () => pageMeta("Set up an interview · PrepPal", "Choose how your mock interview is held.");

/** An unknown preset in the URL is ignored, so the page always opens. */
const presetAsked = z.enum(presetNames).nullable().catch(null);

/** Opens the form with a preset and the set-up of an earlier interview: `from` any, or `instead` of one that has not begun. */
export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const asked = new URL(request.url).searchParams;
  const { db } = openApp(context);
  const named = await findInterview(db, { id: asked.get("instead") ?? asked.get("from") ?? "", userId: user.id });
  const instead = asked.has("instead") && named?.status === "PENDING" ? named.id : null;
  const preset = named ? null : presetAsked.parse(asked.get("preset"));
  const [{ interviews }, reports] = await Promise.all([
    listInterviews(db, { userId: user.id, cursor: null, limit: 1 }),
    listReports(db, { userId: user.id }),
  ]);
  const weakTopics = weakTopicsOf(reports);
  const last = named ?? interviews[0] ?? null;
  return {
    userId: user.id,
    preset,
    instead,
    hasLast: last !== null,
    hasWeak: weakTopics.length > 0,
    ...openWith({ preset: named ? "last" : preset, last, weakTopics }),
  };
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const user = await requireUser(request, context);
  return startByForm(request, openApp(context), user.id, await readForm(request));
};

export default function NewInterview() {
  return <SetupPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}

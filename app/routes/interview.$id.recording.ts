import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import { requireUser } from "../auth/require-user.server.ts";
import { findInterview } from "../interviews/interviews.server.ts";
import { readRecording } from "../interviews/worker-api.server.ts";
import { openApp } from "../server/load-context.server.ts";

/** The technical log of an interview, as a file for its owner. */
export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const app = openApp(context);
  const interview = await findInterview(app.db, { id: params["id"] ?? "", userId: user.id });
  const recording = interview ? await readRecording(app, { interviewId: interview.id }) : "none";
  if (!interview || recording === "none") throw new Response("There is no technical log here. It is kept for a day.", { status: 404 });
  if (recording === "unavailable") throw new Response("The technical log cannot be fetched right now. Try again later.", { status: 503 });
  return new Response(recording.json, {
    headers: { "Content-Type": "application/json", "Content-Disposition": `attachment; filename="preppal-${interview.id}.json"` },
  });
};

import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import * as z from "zod";
import { requireUser } from "../auth/require-user.server.ts";
import { reportJson } from "../feedback/export/report-json.ts";
import { reportMarkdown } from "../feedback/export/report-markdown.ts";
import { measuresOf } from "../feedback/delivery/measures.ts";
import { fileName } from "../feedback/transcript-text.ts";
import { readReportInput } from "../interviews/entries.server.ts";
import { readFeedback } from "../interviews/feedback.server.ts";
import { findInterview } from "../interviews/interviews.server.ts";
import { openApp } from "../server/load-context.server.ts";
import { readQuery } from "../server/request-input.server.ts";

const kinds = {
  json: { write: reportJson, type: "application/json", extension: "json" },
  markdown: { write: reportMarkdown, type: "text/markdown; charset=utf-8", extension: "md" },
};
const query = z.object({ as: z.enum(["json", "markdown"]) });

/** An interview's feedback with numbers and transcript, as a file for its owner. */
export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const { db } = openApp(context);
  const interview = await findInterview(db, { id: params["id"] ?? "", userId: user.id });
  if (!interview) throw new Response(null, { status: 404 });
  const { write, type, extension } = kinds[readQuery(request, query).as];
  const input = await readReportInput(db, interview);
  const file = write({ interview, feedback: await readFeedback(db, interview), delivery: measuresOf(input), entries: input.entries });
  const name = encodeURIComponent(fileName(interview, extension));
  return new Response(file, { headers: { "Content-Type": type, "Content-Disposition": `attachment; filename*=UTF-8''${name}` } });
};

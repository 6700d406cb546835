import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { measuresOf } from "../../feedback/delivery/measures.ts";
import { usedEntries } from "../../feedback/used-text.ts";
import { readReportInput } from "../../interviews/entries.server.ts";
import { readFeedback } from "../../interviews/feedback.server.ts";
import { openShare } from "../../interviews/shares.server.ts";
import { LimitedError } from "../../server/limited.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { NoReport } from "./no-report.tsx";
import { SharedReport } from "../../feedback/report/shared-report.tsx";

/** The URL is the key, so it must not get into a search index, another site's log or a cache. */
const discreet = { "X-Robots-Tag": "noindex, nofollow, noarchive", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store" };

export const headers: HeadersFunction = ({ loaderHeaders, errorHeaders }) => errorHeaders ?? loaderHeaders;

export const meta: MetaFunction<typeof loader> = ({ data: shared }) => [
  ...pageMeta(
    shared ? `${shared.interview.role}: shared report · PrepPal` : "This link opens no report · PrepPal",
    "The report of a mock interview, shown by its candidate.",
  ),
  { name: "robots", content: "noindex, nofollow, noarchive" },
];

/** Only what the page shows, and nothing of whose it is or of the documents in the set-up. */
export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const app = openApp(context);
  const shared = await openShare(request, app, { token: params["token"] ?? "" }).catch((error: unknown) => {
    throw error instanceof LimitedError ? new Response(error.message, { status: 429, headers: { ...discreet, ...error.headers } }) : error;
  });
  if (!shared) return data(null, { status: 404, headers: discreet });
  const { role, company, level, status, language, createdAt, startedAt, endedAt, endReason } = shared.interview;
  const input = await readReportInput(app.db, shared.interview);
  // The report of the start may have been lost, and quotes need a time even without a transcript.
  const firstAt = input.entries[0]?.timestamp ?? null;
  return data(
    {
      interview: { role, company, level, status, language, createdAt, startedAt: startedAt ?? firstAt, endedAt, endReason },
      feedback: await readFeedback(app.db, shared.interview),
      delivery: measuresOf(input),
      entries: shared.withTranscript ? usedEntries(input.entries) : null,
    },
    { headers: discreet },
  );
};

export default function Shared() {
  const shared = useLoaderData<typeof loader>();
  return shared === null ? <NoReport /> : <SharedReport {...shared} />;
}

import { data, redirect } from "@remix-run/cloudflare";
import * as z from "zod";
import type { Interview } from "../../../contract/app-api.ts";
import { correction } from "../../../contract/report.ts";
import { setupWithin } from "../../../contract/new-setup.ts";
import { shareAsked } from "../../../contract/share.ts";
import { dimensions } from "../../../contract/vocabulary.ts";
import type { Answered } from "../../feedback/report/feedback-report.tsx";
import { entryId } from "../../feedback/report/places.ts";
import { practiceOf, practicePlanOf } from "../../feedback/practice.ts";
import { startInterview } from "../../interviews/changes.server.ts";
import { correctEntry } from "../../interviews/corrections.server.ts";
import { keepMadeLink } from "../../interviews/made-link.server.ts";
import { remakeReport } from "../../interviews/report-jobs.server.ts";
import { revokeShare, shareInterview } from "../../interviews/shares.server.ts";
import { LimitedError } from "../../server/limited.server.ts";
import type { App } from "../../server/load-context.server.ts";

type Fields = Record<string, string>;
type Asked = { request: Request; app: App; interview: Interview; fields: Fields };

const correctedTooOften = "Too many corrections at once. Wait a while, then try again.";
const wordsWhenLimited: Record<string, string> = {
  correct: correctedTooOften,
  withdraw: correctedTooOften,
  remake: "This report was made again as often as it may be in a day. Try again tomorrow.",
  practise: "Too many interviews at once. Wait a while, then try again.",
  share: "Too many links at once. Wait a while, then try again.",
};

/** Handles the report's forms: `intent` remake, correct, withdraw, practise, share or unshare. */
export const answerForms = async (asked: Asked) => {
  const intent = asked.fields["intent"] ?? "";
  try {
    return await answer(intent, asked);
  } catch (error) {
    if (!(error instanceof LimitedError)) throw error;
    const { timestamp } = asked.fields;
    return problem(429, intent, wordsWhenLimited[intent] ?? error.message, timestamp ? { timestamp } : {}, error.headers);
  }
};

const answer = (intent: string, asked: Asked) => {
  switch (intent) {
    case "remake":
      return remake(asked);
    case "correct":
    case "withdraw":
      return correct(intent, asked);
    case "practise":
      return practise(asked);
    case "share":
      return share(asked);
    case "unshare":
      return unshare(asked);
    default:
      return problem(400, "remake", "PrepPal does not know what this form asks for.");
  }
};

const answered = (came: Answered, init: ResponseInit = {}) => data(came, init);
const problem = (status: number, intent: string, words: string, line: { timestamp?: string } = {}, headers: HeadersInit = {}) =>
  answered({ problem: { intent, words, ...line } }, { status, headers });

const here = ({ id }: Interview) => redirect(`/interview/${id}/feedback`);

const remake = async ({ request, app, interview }: Asked) => {
  const { outcome } = await remakeReport(request, app, { userId: interview.userId, id: interview.id });
  if (outcome === "notOver") return problem(409, "remake", "The interview is not over yet.");
  return here(interview);
};

const correct = async (intent: string, { request, app, interview, fields }: Asked) => {
  const timestamp = fields["timestamp"] ?? "";
  const parsed = correction.safeParse({ timestamp, text: intent === "withdraw" ? null : fields["text"] });
  if (!parsed.success)
    return problem(400, intent, "Say what you said. If these were not your words, press the other button.", { timestamp });
  const corrected = await correctEntry(request, app, { userId: interview.userId, id: interview.id, ...parsed.data });
  switch (corrected.outcome) {
    case "corrected":
      return redirect(`/interview/${interview.id}/feedback#${entryId(parsed.data.timestamp)}`);
    case "tooLong":
      return problem(400, intent, `A correction of this line has at most ${corrected.longest.toLocaleString("en")} characters.`, {
        timestamp,
      });
    case "notTheirs":
    case "missing":
      throw new Response(null, { status: 404 });
  }
};

const practiceAsked = z.object({
  dim: z.enum(dimensions).nullable().catch(null),
  question: z.string().trim().min(1).nullable().catch(null),
});

const practise = async ({ request, app, interview, fields }: Asked) => {
  const setup = practiceOf(setupWithin.parse(interview), practiceAsked.parse(fields));
  const { id } = await startInterview(request, app, { userId: interview.userId, setup, plan: practicePlanOf(setup) });
  return redirect(`/interview/${id}/session`);
};

const share = async ({ request, app, interview, fields }: Asked) => {
  const parsed = shareAsked.safeParse({ days: Number(fields["days"]), withTranscript: fields["withTranscript"] === "true" });
  if (!parsed.success) return problem(400, "share", "Choose how long the link is good for: 1 to 90 days.");
  const path = await shareInterview(request, app, { userId: interview.userId, id: interview.id, ...parsed.data });
  if (path === null) throw new Response(null, { status: 404 });
  const headers = { "Set-Cookie": await keepMadeLink(request, app, { interviewId: interview.id, path }) };
  return redirect(`/interview/${interview.id}/feedback#share`, { headers });
};

const unshare = async ({ app, interview, fields }: Asked) => {
  await revokeShare(app.db, { userId: interview.userId, id: fields["share"] ?? "" });
  return here(interview);
};

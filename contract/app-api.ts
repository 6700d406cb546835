import { z } from "zod";
import { longestEntry, mostEntries } from "./limits.ts";
import { questionPlan } from "./question-plan.ts";
import { type InterviewSetup, knownSetup } from "./setup.ts";
import { endReasons, speakers, statuses } from "./vocabulary.ts";

const interview = z.object({
  id: z.string(),
  userId: z.string(),
  status: z.enum(statuses),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  endReason: z.enum(endReasons).nullable(),
});

/** An interview as the JSON routes answer it. Times are ISO 8601 UTC with milliseconds. */
export type Interview = z.output<typeof interview> & InterviewSetup;

const moved = interview.pick({ id: true, status: true });

/** What answers a report: by it the Worker knows the app from whatever else may answer 200. */
export const reportAnswer = z.object({ interview: moved });

/** What `GET /api/interviews/:id` answers, as far as the Worker reads it. */
export const interviewAnswer = z.object({
  interview: z.intersection(moved.extend({ userId: z.string().nullable().catch(null) }), knownSetup),
  /** Null until it is made. */
  plan: z.nullable(questionPlan).catch(null),
});

/** ISO 8601 with a time zone, made UTC with milliseconds. */
const instant = z.iso.datetime({ offset: true }).transform((text, context) => {
  const date = new Date(text);
  const isCommon = !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999;
  if (isCommon) return date.toISOString();
  context.addIssue("not a time");
  return z.NEVER;
});
const instantOrNull = instant.nullish().transform((it) => it ?? null);
const endReasonOrNull = z
  .enum(endReasons)
  .nullish()
  .transform((it) => it ?? null);

/** Body of `POST /api/interviews/:id/status`. */
export const statusReport = z.strictObject({
  status: z.enum(["IN_PROGRESS", "COMPLETED", "ERROR"]),
  startedAt: instantOrNull,
  endedAt: instantOrNull,
  endReason: endReasonOrNull,
});
export type StatusReport = z.input<typeof statusReport>;

const content = z
  .string()
  .min(1)
  .max(longestEntry)
  .transform((text) => text.toWellFormed().replaceAll("\0", ""));
const transcriptEntry = z.strictObject({ speaker: z.enum(speakers), content, timestamp: instant });
export type TranscriptEntry = z.output<typeof transcriptEntry>;

/** Body of `POST /api/interviews/:id/transcript`. Entries over the bound are counted, not looked at: each one that is wrong would cost an issue. */
export const transcriptSubmission = z.strictObject({
  transcript: z.array(transcriptEntry).max(mostEntries),
  endedAt: instant,
  endReason: endReasonOrNull,
});
export type TranscriptSubmission = z.input<typeof transcriptSubmission>;

/** Body of every refused JSON request. */
export type ApiError = { error: { code: string; message: string } };

/**
 * Sent by the Worker with `GET /api/interviews/:id` where the interview is about to begin: 409 where the account has as many live, or
 * as many minutes used, as it may. Tokens that were saved up then open nothing.
 */
export const beginHeader = "X-PrepPal-Begins";

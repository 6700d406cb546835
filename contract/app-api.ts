import { z } from "zod";
import { longestEntry, longestSpanMs, mostEntries } from "./limits.ts";
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

const ms = z.number().min(0).max(longestSpanMs);
const spans = z.array(z.tuple([ms, ms])).max(mostEntries);

/** How an entry was said, in ms since the interview was live. */
const speech = z.strictObject({
  startMs: ms,
  endMs: ms,
  speechMs: ms,
  pauses: spans,
  overlapMs: ms.optional(),
  cut: z.boolean().optional(),
  nudged: z.boolean().optional(),
  timing: z.enum(["marked", "estimated"]),
});

/** The interview's times, in ms. */
const session = z.strictObject({
  micMs: ms,
  speechMs: ms,
  aiMs: ms,
  wordlessSpeechMs: ms,
  gaps: spans,
  cutIns: z.array(z.tuple([ms, z.enum(speakers)])).max(mostEntries),
  vad: z.literal(1),
});

const tokens = z.int().min(0);
const usage = z.strictObject({
  inputTextTokens: tokens,
  inputAudioTokens: tokens,
  outputTextTokens: tokens,
  outputAudioTokens: tokens,
  thoughtTokens: tokens,
});

/** How it was said or typed is taken, and not kept yet. */
const transcriptEntry = z
  .strictObject({
    speaker: z.enum(speakers),
    content,
    timestamp: instant,
    speech: speech.optional(),
    isTyped: z.literal(true).optional(),
  })
  .transform(({ speaker, content, timestamp }) => ({ speaker, content, timestamp }));
export type TranscriptEntry = z.output<typeof transcriptEntry>;
/** An entry as the Worker delivers it. */
export type DeliveredEntry = z.input<typeof transcriptEntry>;

/** Body of `POST /api/interviews/:id/transcript`. Entries over the bound are counted, not looked at: each one that is wrong would cost an issue. */
export const transcriptSubmission = z
  .strictObject({
    transcript: z.array(transcriptEntry).max(mostEntries),
    endedAt: instant,
    endReason: endReasonOrNull,
    session: session.optional(),
    usage: usage.optional(),
  })
  .transform(({ transcript, endedAt, endReason }) => ({ transcript, endedAt, endReason }));
export type TranscriptSubmission = z.input<typeof transcriptSubmission>;

/** Body of every refused JSON request. */
export type ApiError = { error: { code: string; message: string } };

/**
 * Sent by the Worker with `GET /api/interviews/:id` where the interview is about to begin: 409 where the account has as many live, or
 * as many minutes used, as it may. Tokens that were saved up then open nothing.
 */
export const beginHeader = "X-PrepPal-Begins";

import * as z from "zod";
import { longestEntry, longestSpanMs, mostEntries } from "./limits.ts";
import { questionPlan } from "./question-plan.ts";
import type { InterviewSetup } from "./setup.ts";
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

/** The answer to a status report. The Worker requires it, so that nothing else that answers 200 passes for the app. */
export const reportAnswer = z.object({ interview: moved });

/**
 * The part of the answer to `GET /api/interviews/:id` that the Worker always reads. The status counts even if `knownSetup` cannot read the
 * set-up beside it. `plan` is there when the interview begins, or with `?plan`.
 */
export const interviewAnswer = z.object({
  interview: z.looseObject({ status: z.enum(statuses), userId: z.string().nullable().catch(null) }),
  /** Null until it has been made. */
  plan: z.nullable(questionPlan).catch(null),
});

/** Reads ISO 8601 with a time zone; gives UTC with milliseconds. */
export const instant = z.iso.datetime({ offset: true }).transform((text, context) => {
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

/** How an entry was spoken, in ms since the interview became live. */
export const speech = z.strictObject({
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
export const session = z.strictObject({
  micMs: ms,
  speechMs: ms,
  aiMs: ms,
  wordlessSpeechMs: ms,
  gaps: spans,
  /** When the candidate was muted. */
  mutes: spans.optional(),
  cutIns: z.array(z.tuple([ms, z.enum(speakers)])).max(mostEntries),
  vad: z.literal(1),
});

const tokens = z.int().min(0);
/** Tokens that an interview used, by direction and kind. */
export const usage = z.strictObject({
  inputTextTokens: tokens,
  inputAudioTokens: tokens,
  outputTextTokens: tokens,
  outputAudioTokens: tokens,
  thoughtTokens: tokens,
});

export type Speech = z.output<typeof speech>;
export type SessionTimes = z.output<typeof session>;
export type Usage = z.output<typeof usage>;

const transcriptEntry = z.strictObject({
  speaker: z.enum(speakers),
  content,
  timestamp: instant,
  speech: speech.optional(),
  isTyped: z.literal(true).optional(),
});
/** An entry as `GET /api/interviews/:id` answers it. */
export type TranscriptEntry = Pick<z.output<typeof transcriptEntry>, "speaker" | "content" | "timestamp">;
/** An entry as the Worker delivers it. */
export type DeliveredEntry = z.input<typeof transcriptEntry>;

/** Body of `POST /api/interviews/:id/transcript`. A list over the bound is refused for its length, before any entry is parsed. */
export const transcriptSubmission = z.strictObject({
  transcript: z.array(transcriptEntry).max(mostEntries),
  endedAt: instant,
  endReason: endReasonOrNull,
  session: session.optional(),
  usage: usage.optional(),
  /** How often the interview moved to another Gemini session. */
  handovers: z.int().min(0).max(100_000).optional(),
});
export type TranscriptSubmission = z.input<typeof transcriptSubmission>;

/** Body of every refused JSON request. */
export type ApiError = { error: { code: string; message: string } };

/**
 * The header with which the Worker reads an interview (`GET /api/interviews/:id`) that is about to begin. The app answers 409 if the account
 * has as many live interviews as it may, or has used up its minutes. Otherwise the interview counts as live for two minutes, within which
 * it has to become so; this way tokens cannot be saved up and used all at once.
 */
export const beginHeader = "X-PrepPal-Begins";

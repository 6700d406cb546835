import * as z from "zod/mini";
import { longestEntry, longestSpanMs, mostEntries } from "./limits.ts";
import { questionPlan } from "./question-plan.ts";
import type { InterviewSetup } from "./setup.ts";
import { endReasons, speakers, statuses } from "./vocabulary.ts";

const interview = z.object({
  id: z.string(),
  userId: z.string(),
  status: z.enum(statuses),
  createdAt: z.string(),
  startedAt: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  endReason: z.nullable(z.enum(endReasons)),
});

/** An interview as the JSON routes answer it. Times are ISO 8601 UTC with milliseconds. */
export type Interview = z.output<typeof interview> & InterviewSetup;

const moved = z.pick(interview, { id: true, status: true });

/** The answer to a status report. The Worker requires it, so that nothing else that answers 200 passes for the app. */
export const reportAnswer = z.object({ interview: moved });

/**
 * The part of the answer to `GET /api/interviews/:id` that the Worker always reads. The status counts even if `knownSetup` cannot read the
 * set-up beside it. `plan` is there when the interview begins, or with `?plan`.
 */
export const interviewAnswer = z.object({
  interview: z.looseObject({ status: z.enum(statuses), userId: z.catch(z.nullable(z.string()), null) }),
  /** Null until it has been made. */
  plan: z.catch(z.nullable(questionPlan), null),
});

/** Whether the moment lies in a year of four digits, as `toISOString` and the database's order take for granted. */
const isCommon = (text: string): boolean => {
  const year = new Date(text).getUTCFullYear();
  return year >= 0 && year <= 9999;
};

/** Reads ISO 8601 with a time zone; gives UTC with milliseconds. */
export const instant = z.pipe(
  z.iso.datetime({ offset: true, abort: true }).check(z.refine(isCommon, "not a time")),
  z.transform((text) => new Date(text).toISOString()),
);
const orNull = <Value extends z.ZodMiniType>(value: Value) =>
  z.pipe(
    z.nullish(value),
    z.transform((it) => it ?? null),
  );
const instantOrNull = orNull(instant);
const endReasonOrNull = orNull(z.enum(endReasons));

/** Body of `POST /api/interviews/:id/status`. */
export const statusReport = z.strictObject({
  status: z.enum(["IN_PROGRESS", "COMPLETED", "ERROR"]),
  startedAt: instantOrNull,
  endedAt: instantOrNull,
  endReason: endReasonOrNull,
});
export type StatusReport = z.input<typeof statusReport>;

const content = z.pipe(
  z.string().check(z.minLength(1), z.maxLength(longestEntry)),
  z.transform((text) => text.toWellFormed().replaceAll("\0", "")),
);

const ms = z.number().check(z.gte(0), z.lte(longestSpanMs));
const spans = z.array(z.tuple([ms, ms])).check(z.maxLength(mostEntries));

/** How an entry was spoken, in ms since the interview became live. */
export const speech = z.strictObject({
  startMs: ms,
  endMs: ms,
  speechMs: ms,
  pauses: spans,
  overlapMs: z.optional(ms),
  cut: z.optional(z.boolean()),
  nudged: z.optional(z.boolean()),
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
  mutes: z.optional(spans),
  cutIns: z.array(z.tuple([ms, z.enum(speakers)])).check(z.maxLength(mostEntries)),
  vad: z.literal(1),
});

const tokens = z.int().check(z.gte(0));
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
  speech: z.optional(speech),
  isTyped: z.optional(z.literal(true)),
});
/** An entry as `GET /api/interviews/:id` answers it. */
export type TranscriptEntry = Pick<z.output<typeof transcriptEntry>, "speaker" | "content" | "timestamp">;
/** An entry as the Worker delivers it. */
export type DeliveredEntry = z.input<typeof transcriptEntry>;

/** Body of `POST /api/interviews/:id/transcript`. A list over the bound is refused for its length, before any entry is parsed. */
export const transcriptSubmission = z.strictObject({
  transcript: z.array(transcriptEntry).check(z.maxLength(mostEntries)),
  endedAt: instant,
  endReason: endReasonOrNull,
  session: z.optional(session),
  usage: z.optional(usage),
  /** How often the interview moved to another Gemini session. */
  handovers: z.optional(z.int().check(z.gte(0), z.lte(100_000))),
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

import * as z from "zod/mini";
import { instant, session, speech } from "./app-api.ts";
import { longestEntry } from "./limits.ts";
import { longestOf, mostOf } from "./report-limits.ts";
import { knownSetup } from "./setup.ts";
import { isSeen, printable } from "./text.ts";
import {
  dimensions,
  dropReasons,
  jobStates,
  noteReasons,
  questionKinds,
  quoteMatches,
  type ReportFailure,
  reportFailures,
  type ReportState,
  speakers,
  starParts,
  starStatuses,
} from "./vocabulary.ts";

const id = z.string().check(z.minLength(1), z.maxLength(longestOf.id));
const sentence = z.string().check(z.maxLength(longestOf.sentence));
const offset = z.int().check(z.gte(0), z.lte(longestEntry));

/**
 * A piece of what the candidate said in `entry`, or of their correction of it: `quote` is the text's own from `start` to `end`, in UTF-16
 * units. A quote that runs over several places is as many of these.
 */
const evidence = z.strictObject({
  entry: id,
  timestamp: z.iso.datetime(),
  quote: z.string().check(z.minLength(1), z.maxLength(longestOf.quote)),
  start: offset,
  end: offset,
  match: z.enum(quoteMatches),
  used: z.enum(["original", "corrected"]),
});
export type Evidence = z.output<typeof evidence>;
const evidences = z.array(evidence).check(z.maxLength(mostOf.evidence));

/** `score`: 1–5, null where the quotes are not enough. `gap`: what is missing, empty where nothing is. */
const rating = z.strictObject({
  dim: z.enum(dimensions),
  evidence: evidences,
  gap: sentence,
  score: z.nullable(z.int().check(z.gte(1), z.lte(5))),
});
export type Rating = z.output<typeof rating>;

const star = z.strictObject({ part: z.enum(starParts), evidence: evidences, status: z.enum(starStatuses) });
export type Star = z.output<typeof star>;

const question = z.strictObject({
  id,
  kind: z.enum(questionKinds),
  exchanges: z.array(id).check(z.maxLength(mostOf.exchanges)),
  asked: z.string().check(z.maxLength(longestOf.asked)),
  ratings: z.array(rating).check(z.maxLength(mostOf.ratings)),
  star: z.array(star).check(z.maxLength(starParts.length)),
});
export type ReportQuestion = z.output<typeof question>;

const strength = z.strictObject({ text: sentence, evidence: evidences });
export type Strength = z.output<typeof strength>;

/** The one thing to try next. `origin`: the model's own, or by `rule` the standard tip of the lowest dimension where that could not be shown. */
const nextStep = z.strictObject({ text: sentence, how: sentence, evidence: evidences, origin: z.enum(["model", "rule"]) });
export type NextStep = z.output<typeof nextStep>;

const note = z.strictObject({ entry: id, timestamp: z.iso.datetime(), reason: z.enum(noteReasons) });
export type Note = z.output<typeof note>;

/** A better answer out of the candidate's own facts. Each of the `blanks` is something they did not say, `[in brackets]` in the text. */
const stronger = z.strictObject({
  question: id,
  text: z.string().check(z.maxLength(longestOf.quote)),
  facts: evidences,
  blanks: z.array(z.string().check(z.maxLength(longestOf.blank))).check(z.maxLength(mostOf.blanks)),
});
export type Stronger = z.output<typeof stronger>;

const drill = z.strictObject({ dim: z.enum(dimensions), question: id, prompt: z.string().check(z.maxLength(longestOf.prompt)) });
export type Drill = z.output<typeof drill>;

/** What the interviewer said and what was answered: the entries from one timestamp to the other, both included. */
const exchange = z.strictObject({ id, from: z.iso.datetime(), to: z.iso.datetime() });
export type ReportExchange = z.output<typeof exchange>;

/** A report after verification: every `quote` in it is a piece of the transcript. */
export const report = z.strictObject({
  questions: z.array(question).check(z.maxLength(mostOf.questions)),
  strengths: z.array(strength).check(z.maxLength(mostOf.strengths)),
  next: z.nullable(nextStep),
  notes: z.array(note).check(z.maxLength(mostOf.notes)),
  /** The exchanges that the questions name. */
  exchanges: z.array(exchange).check(z.maxLength(mostOf.questions * mostOf.exchanges)),
  stronger: z.array(stronger).check(z.maxLength(mostOf.stronger)),
  drills: z.array(drill).check(z.maxLength(mostOf.drills)),
});
export type Report = z.output<typeof report>;

const count = z.int().check(z.gte(0));
const counts = <Key extends string>(keys: readonly Key[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, count])) as Record<Key, typeof count>);

/** How many quotes were kept, and how many parts of the draft were dropped, in all and by how or why. */
export const checks = z.strictObject({
  kept: count,
  dropped: count,
  keptBy: counts(quoteMatches),
  droppedBy: counts(dropReasons),
});
export type Checks = z.output<typeof checks>;

/** What one request to the text model used, failed ones too. Thoughts are billed as output. `finish` is how it came out. */
export const modelUse = z.strictObject({
  purpose: z.enum(["assess", "coach"]),
  model: z.string().check(z.maxLength(120)),
  at: instant,
  inputTokens: count,
  outputTokens: count,
  thoughtTokens: count,
  finish: z.string().check(z.maxLength(60)),
});
export type ModelUse = z.output<typeof modelUse>;

/** Which job it is about. */
export const reportJob = z.strictObject({ jobId: z.uuid() });

/** Body of `POST /api/interviews/:id/feedback/result`: how far the job is, with all that it has so far. */
export const reportResult = z.strictObject({
  jobId: z.uuid(),
  state: z.enum(jobStates),
  failure: z.nullable(z.enum(reportFailures)),
  /** Tries of the step under way, and when the next is due where it waits. */
  attempt: count,
  nextAt: z.nullable(instant),
  inputHash: z.nullable(z.string().check(z.length(64))),
  report: z.nullable(report),
  checks: z.nullable(checks),
  uses: z.array(modelUse).check(z.maxLength(mostOf.uses)),
  model: z.string().check(z.maxLength(120)),
  modelVersion: z.nullable(z.string().check(z.maxLength(120))),
  promptVersion: z.int().check(z.gte(1)),
  rubricVersion: z.int().check(z.gte(1)),
});
export type ReportResult = z.input<typeof reportResult>;

/** Answer of the same, by which the Worker knows the app. */
export const reportTaken = z.object({ taken: z.literal(true) });

/** An entry as the job reads it. `correction`: what the candidate says that they said, null text: not their words. */
const inputEntry = z.object({
  speaker: z.enum(speakers),
  content: z.string(),
  timestamp: z.string(),
  speech: z.catch(z.nullable(speech), null),
  isTyped: z.boolean(),
  correction: z.nullable(z.object({ text: z.nullable(z.string()) })),
});
export type InputEntry = z.output<typeof inputEntry>;

/** Answer of `GET /api/interviews/:id/feedback/input`. */
export const reportInput = z.object({
  setup: knownSetup,
  entries: z.array(inputEntry),
  session: z.catch(z.nullable(session), null),
});
export type ReportInput = z.output<typeof reportInput>;

const corrected = z.pipe(
  z.pipe(z.string().check(z.maxLength(longestEntry)), z.transform(printable)),
  z.string().check(z.refine(isSeen, "Say what you said")),
);

/** Body of `POST /api/interviews/:id/corrections`. `text` null: these were not the candidate's words. */
export const correction = z.strictObject({ timestamp: instant, text: z.nullable(corrected) });
export type Correction = z.output<typeof correction>;

/** What `GET /api/interviews/:id/feedback` answers of the report, beside the `measures`. */
export type Feedback = {
  /** Of the newest version, which may be in the making while an older one is shown. */
  state: ReportState;
  failure: ReportFailure | null;
  attempt: number;
  nextAt: string | null;
  /** Of the version that is shown: the newest one that has a report, unless a newer one found too little to write about; or else the newest. 0 where there is none. */
  version: number;
  /** The version that is shown was written without scores, as the transcript was not good enough for them. */
  isUnsure: boolean;
  /** The transcript was corrected, or has grown, since. */
  isStale: boolean;
  report: Report | null;
  /** Answers that the report is not about: it has at most so many questions, and a draft may have fewer. 0 where there is none. */
  leftOut: number;
  checks: Checks | null;
  model: string | null;
  modelVersion: string | null;
  promptVersion: number | null;
  rubricVersion: number | null;
  createdAt: string | null;
  /** When the newest version was asked for. */
  begunAt: string | null;
};

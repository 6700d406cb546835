import type { SessionTimes, Speech, TranscriptEntry } from "../../../contract/app-api.ts";
import type { Evidence, Feedback, InputEntry, Report } from "../../../contract/report.ts";
import type { Dimension, ReportState, StarPart, StarStatus } from "../../../contract/vocabulary.ts";

const live = Date.parse("2025-11-21T09:01:00.000Z");
const at = (ms: number): string => new Date(live + ms).toISOString();

/** An entry as the page reads it, spoken and not corrected. */
export const inputEntry = (entry: TranscriptEntry, parts: Partial<InputEntry> = {}): InputEntry => ({
  ...entry,
  speech: null,
  isTyped: false,
  correction: null,
  ...parts,
});

const spoken = (speaker: "USER" | "AI", startMs: number, endMs: number, content: string, pauses: Speech["pauses"] = []): InputEntry =>
  inputEntry(
    { speaker, content, timestamp: at(startMs) },
    {
      speech: {
        startMs,
        endMs,
        speechMs: endMs - startMs - pauses.reduce((sum, [, ms]) => sum + ms, 0),
        pauses,
        timing: "marked",
      },
    },
  );

/** A fully measured interview with a strong answer, a weak one and a goodbye. */
export const spokenEntries: InputEntry[] = [
  spoken("AI", 1_000, 6_000, "Hello, and welcome. Tell me about a hard problem you solved."),
  spoken(
    "USER",
    7_400,
    41_000,
    "At Northwind our nightly import took nine hours and missed the shop's opening twice a week. I owned it. I profiled one run, found that " +
      "70 % went into per-row lookups, and batched them; a full rewrite would have cost a month, so I rejected it. It fell to fifty minutes, " +
      "and we have not missed an opening since March.",
    [
      [12_000, 400],
      [20_000, 2_300],
      [31_000, 1_100],
    ],
  ),
  spoken("AI", 42_000, 45_000, "Why not add hardware?"),
  spoken(
    "USER",
    46_200,
    58_000,
    "We tried one larger box for a day: eleven per cent faster, because the database was waiting on round trips, not CPU.",
  ),
  spoken("AI", 59_000, 64_000, "And a time when you disagreed with somebody?"),
  spoken(
    "USER",
    69_500,
    92_000,
    "Well, um, we had some problems with, you know, performance, and we kind of looked at it as a team and fixed it, and it went well in " +
      "the end.",
    [
      [74_000, 2_600],
      [83_000, 3_100],
    ],
  ),
  spoken("AI", 93_000, 97_000, "Thank you, that was all. Goodbye."),
];

export const spokenSession: SessionTimes = {
  micMs: 98_000,
  speechMs: 58_400,
  aiMs: 17_000,
  wordlessSpeechMs: 600,
  gaps: [],
  cutIns: [[44_000, "AI"]],
  vad: 1,
};

const evidence = (index: number, quote: string): Evidence => {
  const entry = spokenEntries[index];
  const start = entry?.content.indexOf(quote) ?? -1;
  if (!entry || start < 0) throw new Error(`not in the transcript: ${quote}`);
  return {
    entry: `U${(index + 1) / 2}`,
    timestamp: entry.timestamp,
    quote,
    start,
    end: start + quote.length,
    match: "exact",
    used: "original",
  };
};

const rating = (dim: Dimension, score: number | null, gap: string, ...quoted: Evidence[]) => ({ dim, score, gap, evidence: quoted });
const story = (parts: Record<StarPart, StarStatus>, quoted: Evidence[]): Report["questions"][number]["star"] =>
  (Object.entries(parts) as [StarPart, StarStatus][]).map(([part, status]) => ({
    part,
    status,
    evidence: status === "missing" ? [] : quoted,
  }));

const nine = evidence(1, "our nightly import took nine hours and missed the shop's opening twice a week");
const batched = evidence(1, "found that 70 % went into per-row lookups, and batched them");
const fifty = evidence(1, "It fell to fifty minutes");
const well = evidence(5, "it went well in the end");
const team = evidence(5, "we kind of looked at it as a team and fixed it");

/** A complete report on {@link spokenEntries}. */
export const wholeReport: Report = {
  questions: [
    {
      id: "Q1",
      kind: "behav",
      exchanges: ["E1", "E2"],
      asked: "A hard problem you solved, and why you did not add hardware",
      ratings: [
        rating("action", 5, "", batched, evidence(1, "a full rewrite would have cost a month, so I rejected it")),
        rating("result", 4, "How the result was measured was not said.", fifty, evidence(1, "we have not missed an opening since March")),
        rating("context", 4, "", nine, evidence(1, "I owned it")),
        rating("reflection", null, ""),
      ],
      star: story({ s: "present", t: "present", a: "present", r: "present", l: "missing" }, [batched]),
    },
    {
      id: "Q2",
      kind: "behav",
      exchanges: ["E3"],
      asked: "A time when you disagreed with somebody",
      ratings: [
        rating("answers", 2, "The disagreement itself was not described.", team),
        rating("result", 2, "No outcome with a number or a witness was stated.", well),
      ],
      star: story({ s: "partial", t: "missing", a: "partial", r: "partial", l: "missing" }, [team]),
    },
  ],
  strengths: [
    { text: "In answer 1 you gave figures before and after the change.", evidence: [nine, fifty] },
    {
      text: "In answer 1 you named an option that you rejected, and its cost.",
      evidence: [evidence(1, "a full rewrite would have cost a month")],
    },
  ],
  next: {
    text: "Say the result in one sentence.",
    how: "What changed, by how much, and how you know. In answer 3 no outcome was stated.",
    evidence: [well],
    origin: "model",
  },
  notes: [],
  exchanges: [
    { id: "E1", from: at(1_000), to: at(7_400) },
    { id: "E2", from: at(42_000), to: at(46_200) },
    { id: "E3", from: at(59_000), to: at(69_500) },
  ],
  stronger: [
    {
      question: "Q2",
      text: "Our team disagreed on [what about]. We looked at it together and fixed it. Afterwards [the result in numbers].",
      facts: [team],
      blanks: ["what the disagreement was about", "the result in numbers"],
    },
  ],
  drills: [
    { dim: "result", question: "Q2", prompt: "Tell the same story in four sentences and end with a number." },
    { dim: "answers", question: "Q2", prompt: "Name the person's view and yours in the first sentence." },
  ],
};

/** The feedback in this state; with {@link wholeReport} if there is a report. */
export const feedbackOf = (state: ReportState, parts: Partial<Feedback> = {}): Feedback => {
  const has = state === "READY" || state === "PARTIAL";
  return {
    state,
    failure: null,
    attempt: 0,
    nextAt: null,
    version: state === "NONE" ? 0 : 1,
    isUnsure: state === "UNSURE_TRANSCRIPT",
    isStale: false,
    report: has ? wholeReport : null,
    leftOut: 0,
    checks: has
      ? {
          kept: 14,
          dropped: 2,
          keptBy: { exact: 13, close: 1, moved: 0 },
          droppedBy: { missing: 2, interviewer: 0, document: 0, excess: 0, policy: 0, shape: 0, steering: 0 },
        }
      : null,
    model: has ? "gemini-3.8-flash" : null,
    modelVersion: has ? "gemini-3.8-flash-002" : null,
    promptVersion: has ? 1 : null,
    rubricVersion: has ? 1 : null,
    createdAt: state === "NONE" ? null : "2025-11-21T09:05:06.000Z",
    begunAt: state === "NONE" ? null : "2025-11-21T09:05:06.000Z",
    ...parts,
  };
};

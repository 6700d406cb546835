import { promptVersion } from "../prompt.ts";
import { rubricVersion } from "../rubric.ts";
import type { Evidence, Report, ReportResult } from "../../contract/report.ts";

/** A quote of an entry's text, as in a verified report. */
export const evidenceOf = (text: string, quote: string, over: Partial<Evidence> = {}): Evidence => {
  const start = text.indexOf(quote);
  const timestamp = "2026-11-21T10:00:02.000Z";
  return { entry: "U1", timestamp, quote, start, end: start + quote.length, match: "exact", used: "original", ...over };
};

const emptyReport: Report = { questions: [], strengths: [], next: null, notes: [], exchanges: [], stronger: [], drills: [] };

const none = {
  keptBy: { exact: 0, close: 0, moved: 0 },
  droppedBy: { missing: 0, interviewer: 0, document: 0, excess: 0, policy: 0, shape: 0, steering: 0 },
};

/** The Worker's message to the app, with a report of one strength that quotes `evidence`. */
export const resultWith = (jobId: string, evidence: Evidence[], over: Partial<ReportResult> = {}): ReportResult => ({
  jobId,
  state: "READY",
  failure: null,
  attempt: 1,
  nextAt: null,
  inputHash: "0".repeat(64),
  report: { ...emptyReport, strengths: [{ text: "You named the problem.", evidence }] },
  checks: { kept: evidence.length, dropped: 0, ...none },
  uses: [
    {
      purpose: "assess",
      model: "gemini-3.8-flash",
      at: "2026-11-21T10:01:00.000Z",
      inputTokens: 10_000,
      outputTokens: 2_000,
      thoughtTokens: 4_000,
      finish: "STOP",
    },
  ],
  model: "gemini-3.8-flash",
  modelVersion: "gemini-3.8-flash-001",
  promptVersion,
  rubricVersion,
  ...over,
});

import type { SessionTimes } from "../../../contract/app-api.ts";
import type { Language } from "../../../contract/vocabulary.ts";
import type { InputEntry, Report } from "../../../contract/report.ts";
import { measuresOf } from "../delivery/measures.ts";
import type { Attempt, Versions } from "../progress/attempt.ts";
import { interviewOf } from "./interview.ts";
import { spokenEntries, spokenSession, wholeReport } from "./report.ts";

type Parts = {
  language?: Language | null;
  report?: Report | null;
  versions?: Partial<Versions>;
  entries?: InputEntry[];
  session?: SessionTimes;
};

/** An interview on a day of November 2025 (1 to 30). */
export const attemptOn = (
  day: number,
  { language = null, report = wholeReport, versions = {}, entries = spokenEntries, session = spokenSession }: Parts = {},
): Attempt => {
  const startedAt = `2025-11-${String(day).padStart(2, "0")}T09:01:00.000Z`;
  const interview = interviewOf({ id: `interview-${day}`, language, startedAt, createdAt: startedAt });
  return {
    interview,
    delivery: measuresOf({ setup: interview, entries, session }),
    report,
    versions: { model: "gemini-3.8-flash", promptVersion: 1, rubricVersion: 1, ...versions },
  };
};

/** The whole report, with another score for one dimension. */
export const scored = (dim: string, score: number | null): Report => ({
  ...wholeReport,
  questions: wholeReport.questions.map((question) => ({
    ...question,
    ratings: question.ratings.map((rating) => (rating.dim === dim ? { ...rating, score } : rating)),
  })),
});

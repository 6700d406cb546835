import type { ReportInput } from "../../contract/report.ts";
import type { Assessment } from "../../report/assess.ts";
import type { Coaching } from "../../report/coach.ts";

/** What a job has in memory only: the transcript, and results that are not stored yet. */
export type Desk = {
  input: (ReportInput & { hash: string; isUnsure: boolean }) | null;
  assessment: Assessment | null;
  coaching: Coaching | null;
  modelVersion: string | null;
};

export const emptyDesk = (): Desk => ({ input: null, assessment: null, coaching: null, modelVersion: null });

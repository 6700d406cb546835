import type { ReportResult } from "../../contract/report.ts";
import { promptVersion } from "../../report/prompt.ts";
import { rubricVersion } from "../../report/rubric.ts";
import type { Job, StoredJob } from "./stored-job.ts";

/** The result that the app is sent, from the stored job. */
export const resultOf = (stored: StoredJob, job: Job, model: string): ReportResult => ({
  jobId: job.jobId,
  state: job.state,
  failure: job.failure,
  attempt: job.attempt,
  nextAt: job.nextAtUnixMs === null ? null : new Date(job.nextAtUnixMs).toISOString(),
  inputHash: job.inputHash,
  report: stored.made?.report ?? null,
  checks: stored.made?.checks ?? null,
  uses: stored.uses,
  model,
  modelVersion: job.modelVersion,
  promptVersion,
  rubricVersion,
});

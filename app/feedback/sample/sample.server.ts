import { checks, type Feedback, report } from "../../../contract/report.ts";
import { countLeftOut } from "../../../report/left-out.ts";
import { rubricVersion } from "../../../report/rubric.ts";
import { measuresOf } from "../delivery/measures.ts";
import { sampleHead, sampleInput } from "./interview.ts";
import sampleWritten from "./written.json";

/** The sample report: its drafts as verified against the transcript, as for every report. A test verifies them again. */
export const readSample = () => ({
  interview: sampleHead,
  feedback: feedback(),
  delivery: measuresOf(sampleInput),
  entries: sampleInput.entries,
});

const feedback = (): Feedback => {
  const written = report.parse(sampleWritten.report);
  return {
    state: "READY",
    failure: null,
    attempt: 0,
    nextAt: null,
    version: 1,
    isUnsure: false,
    isStale: false,
    report: written,
    leftOut: countLeftOut(sampleInput.entries, written),
    checks: checks.parse(sampleWritten.checks),
    model: "as an example",
    modelVersion: null,
    promptVersion: null,
    rubricVersion,
    createdAt: null,
    begunAt: null,
  };
};

import type { Feedback } from "../../../contract/report.ts";
import { assess } from "../../../report/assess.ts";
import { coach } from "../../../report/coach.ts";
import { countLeftOut } from "../../../report/left-out.ts";
import { rubricVersion } from "../../../report/rubric.ts";
import { addChecks } from "../../../report/tally.ts";
import { measuresOf } from "../delivery/measures.ts";
import { sampleAssessment, sampleCoaching } from "./drafts.ts";
import { sampleHead, sampleInput } from "./interview.ts";

/** The sample report, held to its transcript as every report is. */
export const readSample = () => ({
  interview: sampleHead,
  feedback: feedback(),
  delivery: measuresOf(sampleInput),
  entries: sampleInput.entries,
});

const feedback = (): Feedback => {
  const { report, checks } = assess(sampleInput, sampleAssessment, { isUnsure: false });
  const { stronger, drills, checks: coached } = coach(sampleInput, report, sampleCoaching);
  return {
    state: "READY",
    failure: null,
    attempt: 0,
    nextAt: null,
    version: 1,
    isUnsure: false,
    isStale: false,
    report: { ...report, stronger, drills },
    leftOut: countLeftOut(sampleInput.entries, report),
    checks: addChecks(checks, coached),
    model: "as an example",
    modelVersion: null,
    promptVersion: null,
    rubricVersion,
    createdAt: null,
    begunAt: null,
  };
};

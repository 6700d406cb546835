import { useState } from "react";
import type { Interview, TranscriptEntry } from "../../../contract/app-api.ts";
import { FeedbackReport } from "../../feedback/feedback-report.tsx";
import { phaseOf } from "../../feedback/phase.ts";
import { hasTechnicalLog } from "../../feedback/technical-log.tsx";
import { useAwaited } from "../../feedback/use-awaited.ts";

export type FeedbackPageProps = { interview: Interview; transcript: TranscriptEntry[] };

export function FeedbackPage({ interview, transcript }: FeedbackPageProps) {
  const [openedAtUnixMs] = useState(() => Date.now());
  const phase = phaseOf(interview, transcript, openedAtUnixMs);
  const awaited = useAwaited(phase === "waiting" || phase === "unstarted");
  return <FeedbackReport {...{ interview, transcript, phase, awaited }} hasLog={hasTechnicalLog(interview, openedAtUnixMs)} />;
}

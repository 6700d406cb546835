import { useState } from "react";
import type { Interview, TranscriptEntry } from "../../../contract/app-api.ts";
import { FeedbackReport } from "../../feedback/feedback-report.tsx";
import { phaseOf } from "../../feedback/phase.ts";
import { hasTechnicalLog } from "../../feedback/technical-log.tsx";
import { useAwaited } from "../../feedback/use-awaited.ts";

/** `nowUnixMs` is the server's clock when the data was loaded: the device's may differ. */
export type FeedbackPageProps = { interview: Interview; transcript: TranscriptEntry[]; nowUnixMs: number };

export function FeedbackPage({ interview, transcript, nowUnixMs }: FeedbackPageProps) {
  const [openedAtUnixMs] = useState(nowUnixMs);
  const phase = phaseOf(interview, transcript, openedAtUnixMs);
  const awaited = useAwaited(phase === "waiting" || phase === "unstarted");
  return <FeedbackReport {...{ interview, transcript, phase, awaited }} hasLog={hasTechnicalLog(interview, openedAtUnixMs)} />;
}

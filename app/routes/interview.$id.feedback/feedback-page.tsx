import { useSearchParams } from "@remix-run/react";
import { useState } from "react";
import type { Feedback } from "../../../contract/report.ts";
import { type Answered, FeedbackReport, type ReportData } from "../../feedback/report/feedback-report.tsx";
import { phaseOf } from "../../feedback/phase.ts";
import { hasTechnicalLog } from "../../feedback/technical-log.tsx";
import { useAwaited } from "../../feedback/use-awaited.ts";

export type FeedbackPageProps = ReportData & { answered?: Answered | undefined };

export function FeedbackPage({ answered = {}, ...data }: FeedbackPageProps) {
  const { interview, entries, feedback, nowUnixMs } = data;
  const [openedAtUnixMs] = useState(nowUnixMs);
  const [search] = useSearchParams();
  const phase = phaseOf(interview, entries, { nowUnixMs: openedAtUnixMs, isDelivered: feedback.state !== "NONE" });
  const isMaking = phase === "spoken" && isUnfinished(feedback);
  const awaited = useAwaited(phase === "waiting" || phase === "unstarted" || isMaking);
  return (
    <FeedbackReport
      {...data}
      {...{ phase, awaited, answered }}
      correcting={search.get("correct")}
      hasLog={hasTechnicalLog(interview, openedAtUnixMs)}
    />
  );
}

const isUnfinished = ({ state }: Feedback): boolean => state === "QUEUED" || state === "WORKING" || state === "PARTIAL";

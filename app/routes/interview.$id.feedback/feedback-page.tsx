import { useSearchParams } from "@remix-run/react";
import { useState } from "react";
import type { Interview } from "../../../contract/app-api.ts";
import type { Feedback, InputEntry } from "../../../contract/report.ts";
import type { Delivery } from "../../feedback/delivery/delivery.ts";
import { type Answered, FeedbackReport } from "../../feedback/report/feedback-report.tsx";
import { phaseOf } from "../../feedback/phase.ts";
import type { MadeLink, Share } from "../../feedback/share-card.tsx";
import { hasTechnicalLog } from "../../feedback/technical-log.tsx";
import { useAwaited } from "../../feedback/use-awaited.ts";

/** `nowUnixMs` is the server's clock when the data was loaded: the device's may differ. */
export type FeedbackPageProps = {
  interview: Interview;
  entries: InputEntry[];
  delivery: Delivery;
  feedback: Feedback;
  shares: Share[];
  madeLink: MadeLink | null;
  nowUnixMs: number;
  answered?: Answered | undefined;
};

export function FeedbackPage({ answered = {}, ...data }: FeedbackPageProps) {
  const { interview, entries, feedback, nowUnixMs } = data;
  const [openedAtUnixMs] = useState(nowUnixMs);
  const [search] = useSearchParams();
  const phase = phaseOf(interview, entries, { nowUnixMs: openedAtUnixMs, isDelivered: feedback.state !== "NONE" });
  const isMaking = phase === "told" && isUnfinished(feedback);
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

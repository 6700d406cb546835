import type { ReactNode } from "react";
import type { Feedback, InputEntry } from "../../../contract/report.ts";
import type { InterviewSetup } from "../../../contract/setup.ts";
import { Alert } from "../../ui/alert.tsx";
import { Card } from "../../ui/card.tsx";
import type { Delivery } from "../delivery/delivery.ts";
import { FeedbackHeading, type Headed } from "./feedback-heading.tsx";
import { Conversation } from "./conversation.tsx";
import { DeliveryCard } from "./delivery-card.tsx";
import { useJumps } from "./jumps.ts";
import { MadeHow } from "./made-how.tsx";
import { ReadingContext, readingOf } from "./reading.ts";
import { ReportView } from "./report-view.tsx";

type SharedReportProps = {
  interview: Headed & Pick<InterviewSetup, "language">;
  feedback: Feedback;
  delivery: Delivery;
  /** Null if the transcript is not shared. */
  entries: InputEntry[] | null;
};

/** A report as its candidate shares it: to be read, with nothing to press. */
export function SharedReport(props: SharedReportProps) {
  return (
    <ReadReport {...props}>
      <p className="text-muted">
        The candidate of this mock interview shows you their report. It was written to them: where it says you, it means the candidate. It
        is practice feedback for themselves, and no basis for a decision about them.
      </p>
    </ReadReport>
  );
}

/** The report of a fictional interview. `children` link onwards. */
export function SampleReport({ children, ...props }: SharedReportProps & { children: ReactNode }) {
  return (
    <ReadReport {...props} writer="hand" after={children}>
      <Alert title="This is an example">
        Nobody held this interview: the role, the candidate and every word of it are made up, and the report was written by hand. It was
        held to its transcript as yours will be: every quote was looked up there, and leads to its place. Where it says you, it means the
        candidate.
      </Alert>
    </ReadReport>
  );
}

type ReadReportProps = SharedReportProps & { children: ReactNode; writer?: string; after?: ReactNode };

/** `children` say whose report it is. */
function ReadReport({ interview, feedback, delivery, entries, children, writer, after }: ReadReportProps) {
  const { report } = feedback;
  const jumps = useJumps();
  const reading = readingOf(interview, { entries, practisesFrom: null, isUnsure: feedback.isUnsure });
  return (
    <ReadingContext.Provider value={reading}>
      <div {...jumps} className="mx-auto max-w-3xl space-y-6">
        <FeedbackHeading interview={interview} />
        {children}
        {report && feedback.isStale ? <p className="text-muted">The transcript has changed since the report was made.</p> : null}
        {report ? (
          <ReportView report={report} leftOut={feedback.leftOut} delivery={delivery} entries={entries ?? []} writer={writer} />
        ) : (
          <Card>There is no report of this interview at the moment.</Card>
        )}
        {delivery.answers.length > 0 ? <DeliveryCard delivery={delivery} report={report} /> : null}
        {entries ? (
          <Conversation entries={entries} startedAt={interview.startedAt} report={report} heardOf={null} correcting={null} />
        ) : null}
        {report ? <MadeHow feedback={feedback} timing={delivery.timing} writer={writer} /> : null}
        {after}
      </div>
    </ReadingContext.Provider>
  );
}

import type { ReactNode } from "react";
import type { Interview } from "../../../contract/app-api.ts";
import { writtenIn } from "../../../contract/written-in.ts";
import { durationWords } from "../../../contract/amounts.ts";
import { Moment } from "../../ui/moment.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { isCompleted, StatusPill } from "../../ui/status-pill.tsx";
import { durationMsOf } from "../duration.ts";
import { SetupDetails } from "../setup-details.tsx";
import { useReading } from "./reading.ts";
import { endReasonToldWords, endReasonWords } from "../words.ts";

export type Headed = Pick<Interview, "role" | "company" | "level" | "status" | "createdAt" | "startedAt" | "endedAt" | "endReason">;

/** The interview's role, time and duration, and why it ended. A regular end is not mentioned. */
export function FeedbackHeading({ interview }: { interview: Headed }) {
  const { role, company, level, createdAt, startedAt, endReason } = interview;
  const { say, language } = useReading();
  const durationMs = durationMsOf(interview);
  return (
    <div>
      <PageHeading title={role} language={writtenIn(role, language)} aside={isCompleted(interview) ? null : <StatusPill {...interview} />}>
        <SetupDetails company={company} level={level} />
      </PageHeading>
      <dl className="mt-5 flex flex-wrap gap-x-8 gap-y-3 border-y border-line py-4">
        {/* Reserves room for the time in either time zone, so that what follows does not move. */}
        <Fact name={startedAt ? "Started" : "Set up"} className="basis-full sm:min-w-60 sm:basis-auto">
          <Moment iso={startedAt ?? createdAt} />
        </Fact>
        {durationMs === null ? null : <Fact name="Length">{durationWords(durationMs)}</Fact>}
        {endReason === null || startedAt === null ? null : (
          <Fact name="How it ended">{say(endReasonWords[endReason], endReasonToldWords[endReason])}</Fact>
        )}
      </dl>
    </div>
  );
}

function Fact({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={className}>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}

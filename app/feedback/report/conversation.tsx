import type { InputEntry, Report } from "../../../contract/report.ts";
import { Hearable } from "../../recording/hearing.tsx";
import { Card } from "../../ui/card.tsx";
import { quotesOf } from "./places.ts";
import { useReading } from "./reading.ts";
import { type Correcting, Transcript } from "./transcript.tsx";

type ConversationProps = {
  entries: InputEntry[];
  startedAt: string | null;
  report: Report | null;
  /** The interview whose recording may be on the reader's device; null if it is somebody else's. */
  heardOf: string | null;
  /** Null if lines cannot be corrected. */
  correcting: Correcting | null;
};

/** The whole transcript, with the report's quotes marked. */
export function Conversation({ report, heardOf, ...said }: ConversationProps) {
  const { say } = useReading();
  const transcript = <Transcript {...said} quotes={report ? quotesOf(report, say) : []} notes={report?.notes ?? []} />;
  return (
    <Card id="conversation" aria-labelledby="conversation-title">
      <h2 id="conversation-title" className="mb-5 text-xl">
        What was said
      </h2>
      {heardOf === null ? (
        transcript
      ) : (
        <Hearable interviewId={heardOf} lines={said.entries.length}>
          {transcript}
        </Hearable>
      )}
    </Card>
  );
}

import type { Interview, TranscriptEntry } from "../../contract/app-api.ts";
import { Announcement } from "../ui/announcement.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { FeedbackHeading } from "./feedback-heading.tsx";
import type { Phase } from "./phase.ts";
import { PractiseAgain } from "./practise-again.tsx";
import { TechnicalLog } from "./technical-log.tsx";
import { Told } from "./told.tsx";
import { TryAgain } from "./try-again.tsx";
import { Waiting } from "./waiting.tsx";

type FeedbackReportProps = {
  interview: Interview;
  transcript: TranscriptEntry[];
  phase: Phase;
  awaited: { hasGivenUp: boolean; again: () => void };
  hasLog: boolean;
};

export function FeedbackReport({ interview, transcript, phase, awaited, hasLog }: FeedbackReportProps) {
  return (
    <div className="mx-auto max-w-3xl space-y-6">
      <FeedbackHeading interview={interview} />
      <Announcement>{announcements[phase]}</Announcement>
      {interview.status === "COMPLETED" ? <PractiseAgain interviewId={interview.id} /> : null}
      {interview.status === "ERROR" ? <TryAgain interview={interview} hasTranscript={transcript.length > 0} /> : null}
      {phase === "unstarted" ? <Unstarted id={interview.id} /> : null}
      {phase === "waiting" ? <Waiting interviewId={interview.id} isOpen={interview.status === "IN_PROGRESS"} {...awaited} /> : null}
      {phase === "silent" && interview.status === "COMPLETED" ? <Silent /> : null}
      {phase === "told" ? <Told interview={interview} transcript={transcript} /> : null}
      {hasLog ? <TechnicalLog interviewId={interview.id} /> : null}
    </div>
  );
}

const announcements: Record<Phase, string> = {
  unstarted: "",
  waiting: "The transcript is on its way.",
  told: "The transcript is here.",
  silent: "",
};

function Unstarted({ id }: { id: string }) {
  return (
    <Card aria-labelledby="unstarted">
      <h2 id="unstarted" className="text-xl">
        This interview has not started yet
      </h2>
      <p className="mt-2 max-w-prose text-muted">Feedback appears here once you have talked to the interviewer.</p>
      <ButtonLink to={`/interview/${id}/session`} className="mt-5">
        Begin the interview
      </ButtonLink>
    </Card>
  );
}

function Silent() {
  return (
    <Card aria-labelledby="silent">
      <h2 id="silent" className="text-xl">
        Nothing was said
      </h2>
      <p className="mt-2 max-w-prose text-muted">The interview ended before either of you spoke, so there is no transcript.</p>
    </Card>
  );
}

import type { Interview } from "../../../contract/app-api.ts";
import type { Feedback, InputEntry } from "../../../contract/report.ts";
import { Alert } from "../../ui/alert.tsx";
import { Announcement } from "../../ui/announcement.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import type { Delivery } from "../delivery/delivery.ts";
import { secondsWords } from "../delivery/delivery-words.ts";
import { Exports } from "../exports.tsx";
import { DeleteInterview } from "../delete-interview.tsx";
import { FeedbackHeading } from "./feedback-heading.tsx";
import { isDemo } from "../notes.ts";
import type { Phase } from "../phase.ts";
import { PractiseAgain } from "../practise-again.tsx";
import { Conversation } from "./conversation.tsx";
import { DeliveryCard } from "./delivery-card.tsx";
import { useJumps } from "./jumps.ts";
import { MadeHow } from "./made-how.tsx";
import { MoreComing } from "./making.tsx";
import { ReadingContext, readingOf } from "./reading.ts";
import { ReportNav, type Section } from "./report-nav.tsx";
import { ReportStatus, shortfallOf } from "./report-status.tsx";
import { ReportView } from "./report-view.tsx";
import { ShareCard, type MadeLink, type Share } from "../share-card.tsx";
import { TechnicalLog } from "../technical-log.tsx";
import { TryAgain } from "../try-again.tsx";
import { Waiting } from "../waiting.tsx";

/** On a phone it comes last, fixed to the bottom of the window. If the window is also low, it only comes last. */
const inReach =
  "max-sm:order-last max-sm:-mx-(--beside) max-sm:-mb-8 max-sm:border-t max-sm:border-line max-sm:bg-paper max-sm:px-(--beside) max-sm:py-3 max-sm:[@media(min-height:30rem)]:sticky max-sm:bottom-0 max-sm:z-5 max-sm:[&_button]:w-full print:hidden";

/** The result of a form on the page; `timestamp` is of the line concerned. */
export type Answered = { problem?: { intent: string; words: string; timestamp?: string } };

/** The data of the page. `nowUnixMs` is the server's clock when it was loaded; the device's may differ. */
export type ReportData = {
  interview: Interview;
  entries: InputEntry[];
  delivery: Delivery;
  feedback: Feedback;
  shares: Share[];
  madeLink: MadeLink | null;
  nowUnixMs: number;
};

type FeedbackReportProps = ReportData & {
  phase: Phase;
  awaited: { hasGivenUp: boolean; again: () => void };
  hasLog: boolean;
  answered: Answered;
  /** The timestamp of the line that is being corrected. */
  correcting: string | null;
};

export function FeedbackReport(props: FeedbackReportProps) {
  const { interview, entries, delivery, feedback, phase, awaited, hasLog } = props;
  const { report } = feedback;
  const jumps = useJumps();
  const reading = readingOf(interview, { entries, practisesFrom: interview.id, isUnsure: feedback.isUnsure });
  const isSpoken = phase === "spoken";
  const isWaiting = phase === "waiting";
  const sections = isSpoken || isWaiting ? sectionsOf(props) : [];
  const hasNav = sections.length > 1;
  return (
    <ReadingContext.Provider value={reading}>
      <div
        {...jumps}
        className={hasNav ? "lg:grid lg:grid-cols-[11rem_minmax(0,45rem)] lg:justify-center lg:gap-10 print:block" : "mx-auto max-w-3xl"}
      >
        {hasNav ? <ReportNav report={report} delivery={delivery} sections={sections} /> : null}
        <div className="flex min-w-0 flex-col gap-6">
          <FeedbackHeading interview={interview} />
          <Announcement>{announcementOf(props)}</Announcement>
          {interview.status === "COMPLETED" ? (
            <div className={isSpoken || isWaiting ? inReach : undefined}>
              <PractiseAgain interviewId={interview.id} />
            </div>
          ) : null}
          {interview.status === "ERROR" ? <TryAgain interview={interview} hasTranscript={entries.length > 0} /> : null}
          {phase === "unstarted" ? <Unstarted id={interview.id} /> : null}
          {isWaiting ? <Waiting interviewId={interview.id} isOpen={interview.status === "IN_PROGRESS"} {...awaited} /> : null}
          {phase === "silent" && interview.status === "COMPLETED" ? <Silent /> : null}
          {isSpoken ? <Spoken {...props} /> : null}
          {hasLog ? <TechnicalLog interviewId={interview.id} /> : null}
          {interview.status === "COMPLETED" || interview.status === "ERROR" ? <DeleteInterview interviewId={interview.id} /> : null}
        </div>
      </div>
    </ReadingContext.Provider>
  );
}

/** Less sound like a voice than this may have been a cough, a chair or a door. */
const leastVoicedMs = 3_000;

/** Without a word of the candidate's: whether they were silent, or heard and not understood. */
function NoAnswers({ voicedMs }: { voicedMs: number }) {
  if (voicedMs < leastVoicedMs)
    return <Alert title="It ended before your first answer">That happens. Whenever you are ready, practise again.</Alert>;
  return (
    <Alert title="No words of yours were recognised">
      Your microphone sent {secondsWords(voicedMs)} of sound like a voice. Speak closer to it, away from noise, and check that the
      interview’s language is yours.
    </Alert>
  );
}

/** What was said, what the report says of it, and what was measured. */
function Spoken({
  interview,
  entries,
  delivery,
  feedback,
  shares,
  madeLink,
  awaited,
  nowUnixMs,
  answered,
  correcting,
}: FeedbackReportProps) {
  const { report } = feedback;
  const { problem } = answered;
  return (
    <>
      {problem?.intent === "remake" || problem?.intent === "practise" ? (
        <Alert tone="danger" role="alert" title="This could not be done">
          {problem.words}
        </Alert>
      ) : null}
      {hasAnswers(entries) ? null : <NoAnswers voicedMs={delivery.speechMs ?? 0} />}
      {isDemo(entries) ? (
        <Alert title="This was the demo voice">
          It asked recorded questions and did not understand you: your answers are noted by their length only. With a Gemini key PrepPal
          listens and follows up.
        </Alert>
      ) : null}
      {hasReportPlace(entries, feedback) ? <ReportStatus {...{ feedback, entries, nowUnixMs, awaited }} /> : null}
      {report ? <ReportView report={report} leftOut={feedback.leftOut} delivery={delivery} entries={entries} /> : null}
      {feedback.state === "PARTIAL" ? <MoreComing awaited={awaited} /> : null}
      {showsDelivery(entries, delivery) ? <DeliveryCard delivery={delivery} report={report} /> : null}
      <Conversation
        entries={entries}
        startedAt={interview.startedAt}
        report={report}
        heardOf={interview.id}
        correcting={isDemo(entries) ? null : { timestamp: problem?.timestamp ?? correcting, problem: problem?.timestamp && problem.words }}
      />
      <Exports interview={interview} entries={entries} hasReport={report !== null} hasNumbers={showsDelivery(entries, delivery)} />
      {/* A link keeps working after its report is no longer shown. */}
      {report || shares.length > 0 ? (
        <ShareCard shares={shares} madeLink={madeLink} problem={problem?.intent === "share" ? problem.words : undefined} />
      ) : null}
      {report ? <MadeHow feedback={feedback} timing={delivery.timing} /> : null}
    </>
  );
}

/** In a demo only the timing means something: its lines are notes. */
const showsDelivery = (entries: InputEntry[], { answers }: Delivery): boolean =>
  answers.length > 0 && (!isDemo(entries) || answers.some(({ span }) => span !== null));

/** A report in progress has its sections already, so that the others do not move when it comes. */
const sectionsOf = ({ phase, feedback: { state, report }, entries, delivery }: FeedbackReportProps): Section[] => {
  const isWaiting = phase === "waiting";
  const isComing = isWaiting || (!report && (state === "QUEUED" || state === "WORKING") && !isDemo(entries));
  const section = (anchor: string, words: string, isThere: boolean, isNext = isComing): Section[] =>
    isThere || isNext ? [{ anchor, words, isThere }] : [];
  return [
    ...section("next", "Try next", !!report?.next),
    ...section("strengths", "What worked", !!report && report.strengths.length > 0),
    ...section("questions", "Answers", !!report && report.questions.length > 0),
    ...section("drills", "Drills", !!report && report.drills.length > 0, isComing || state === "PARTIAL"),
    ...section("delivery", "Delivery", showsDelivery(entries, delivery), isWaiting),
    ...section("conversation", "Transcript", !isWaiting, isWaiting),
  ];
};

/** Also a withdrawn one: it can be restored, and the report can be made without it. */
const hasAnswers = (entries: InputEntry[]): boolean => entries.some(({ speaker }) => speaker === "USER");

/** Nobody understands the answers of a demo, so there is nothing to say about a report. */
const hasReportPlace = (entries: InputEntry[], { report }: Feedback): boolean =>
  hasAnswers(entries) && (report !== null || !isDemo(entries));

const announcementOf = ({ phase, feedback, entries, awaited: { hasGivenUp } }: FeedbackReportProps): string => {
  const { state, report, isStale } = feedback;
  if (phase === "waiting") return hasGivenUp ? "The transcript has not arrived yet." : "The transcript is on its way.";
  if (phase !== "spoken") return "";
  if (state === "QUEUED" || state === "WORKING")
    return hasGivenUp ? "The report is not there yet." : "The transcript is here. Your report is being written.";
  if (state === "FAILED") return "The report could not be written. The transcript is here.";
  if (report && isStale) return "The transcript has changed since the report was made.";
  const here = report ? "Your report is here." : "The transcript is here.";
  const shortfall = hasReportPlace(entries, feedback) ? shortfallOf(feedback) : null;
  return shortfall ? `${here} ${shortfall}.` : here;
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

import type { ReactNode } from "react";
import type { Feedback } from "../../../contract/report.ts";
import type { ReportFailure } from "../../../contract/vocabulary.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { durationWords } from "../../ui/count-words.ts";
import { useReading } from "./reading.ts";

type ReportStatusProps = {
  feedback: Feedback;
  /** How many lines are corrected. */
  corrections: number;
  nowUnixMs: number;
  awaited: { hasGivenUp: boolean; again: () => void };
  problem?: string | undefined;
};

/** How far the report is, and what to do where it is not there; nothing where it is whole and up to date. */
export function ReportStatus({ feedback, corrections, nowUnixMs, awaited, problem }: ReportStatusProps) {
  const { state, report, isStale } = feedback;
  const isMaking = state === "QUEUED" || state === "WORKING";
  if (isMaking || (state === "PARTIAL" && awaited.hasGivenUp)) return <Making {...{ feedback, nowUnixMs, awaited }} />;
  if (state === "PARTIAL") return <Notice title="More is coming">The stronger versions and drills are still being written.</Notice>;
  if (state === "FAILED" && feedback.failure) {
    const { title, words, mayRetry } = failures[feedback.failure];
    return (
      <Notice title={title} problem={problem} remake={mayRetry ? "Try again" : null}>
        {words} Your transcript and your numbers are below{report ? ", and so is the report that was made before" : ""}.
      </Notice>
    );
  }
  if (state === "TOO_SHORT")
    return (
      <Notice title="Too little was said for a report">
        Answer at least two questions, in a few sentences each, and there is something to learn from. What was said is below.
      </Notice>
    );
  if (isStale)
    return (
      <Notice
        title={corrections === 0 ? "The transcript has changed since" : "Made before your last correction"}
        problem={problem}
        remake="Make it again"
      >
        The report is about the transcript as it was. It is not made again by itself.
      </Notice>
    );
  if (state === "NONE")
    return (
      <Notice title="There is no report of this interview yet" problem={problem} remake="Make the report">
        It is written from the transcript, in about a minute.
      </Notice>
    );
  if (state === "UNSURE_TRANSCRIPT")
    return (
      <Notice title="The transcript may be wrong" problem={problem} remake={corrections > 0 ? "Make it again" : null}>
        Words and sound do not fit together, so no answer is rated. Correct the lines that were misheard in the transcript below, then have
        the report made again.
      </Notice>
    );
  if (state === "READY" && report && report.questions.length === 0 && report.strengths.length === 0 && report.next === null)
    return (
      <Notice title="Nothing could be shown" problem={problem} remake="Make it again">
        The draft could not be backed by your words, so nothing is shown.
      </Notice>
    );
  return problem ? <Notice title="This could not be done">{problem}</Notice> : null;
}

const failures: Record<ReportFailure, { title: string; words: string; mayRetry: boolean }> = {
  quota: {
    title: "No more reports can be written today",
    words: "The service that writes them has reached its limit. Try again tomorrow.",
    mayRetry: true,
  },
  blocked: { title: "The report was not written", words: "The service refused to write about this conversation.", mayRetry: false },
  refused: { title: "The report could not be written", words: "That was our mistake, not yours; it has been noted.", mayRetry: true },
  unavailable: {
    title: "The report could not be written",
    words: "The service that writes it was out of reach for a day.",
    mayRetry: true,
  },
  configuration: {
    title: "The report could not be written",
    words: "PrepPal is not set up to write reports at the moment.",
    mayRetry: false,
  },
};

/** `remake` is the button that has the report made (again); null where that would change nothing. */
function Notice({
  title,
  children,
  remake = null,
  problem,
}: {
  title: string;
  children: ReactNode;
  remake?: string | null;
  problem?: string | undefined;
}) {
  const { interviewId } = useReading();
  return (
    <Card aria-labelledby="report-status">
      <h2 id="report-status" className="text-xl">
        {title}
      </h2>
      <div className="mt-2 max-w-prose text-muted">{children}</div>
      {remake && interviewId ? (
        <PostForm hidden={{ intent: "remake" }} formError={problem} className="mt-4 space-y-4 print:hidden">
          <SubmitButton when={{ intent: "remake" }} pendingLabel="Asking for it…" variant="secondary">
            {remake}
          </SubmitButton>
        </PostForm>
      ) : null}
    </Card>
  );
}

/** After so long a reader is told that they need not wait. */
const patienceMs = 90_000;

function Making({ feedback, nowUnixMs, awaited }: Pick<ReportStatusProps, "feedback" | "nowUnixMs" | "awaited">) {
  const { state, attempt, nextAt, createdAt } = feedback;
  const sinceMs = createdAt ? Math.max(0, nowUnixMs - Date.parse(createdAt)) : 0;
  const untilMs = nextAt ? Date.parse(nextAt) - nowUnixMs : 0;
  return (
    <Card aria-labelledby="report-status" className="print:hidden">
      <h2 id="report-status" className="text-xl">
        {awaited.hasGivenUp ? "The report is not there yet" : "Your report is being written"}
      </h2>
      <ol className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
        <li>✓ Words saved</li>
        <li>✓ Transcript and numbers</li>
        <li className="font-semibold">{state === "QUEUED" ? "… Waiting for its turn" : "… Reading your answers"}</li>
      </ol>
      <p className="mt-2 max-w-prose text-muted">
        {untilMs > 1_000 && attempt > 0
          ? `The model is busy; the next try is in ${durationWords(untilMs)}. `
          : sinceMs >= 5_000
            ? `So far ${durationWords(sinceMs)}. `
            : "It takes about a minute. "}
        {awaited.hasGivenUp || sinceMs >= patienceMs ? "You can leave; it will be here." : "The page shows it by itself."}
        {feedback.report ? " Until then the report from before stays below." : ""}
      </p>
      {awaited.hasGivenUp ? (
        <Button className="mt-4" onClick={awaited.again}>
          Look again
        </Button>
      ) : null}
    </Card>
  );
}

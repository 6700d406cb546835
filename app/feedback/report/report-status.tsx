import { type ReactNode, useEffect, useRef } from "react";
import type { Feedback, InputEntry, Report, ReportQuestion } from "../../../contract/report.ts";
import type { ReportFailure, ReportState } from "../../../contract/vocabulary.ts";
import { nameEntries } from "../../../report/entries.ts";
import { isRewritten } from "../../../report/gates.ts";
import { Card } from "../../ui/card.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton, useIsSubmitting } from "../../ui/submit-button.tsx";
import { Making } from "./making.tsx";
import { useReading } from "./reading.ts";

type ReportStatusProps = {
  feedback: Feedback;
  entries: InputEntry[];
  nowUnixMs: number;
  awaited: { hasGivenUp: boolean; again: () => void };
};

const remaking = { intent: "remake" };

/** The state of the report, and what to do if there is none. Nothing if it is up to date, or lacks only its end. */
export function ReportStatus(props: ReportStatusProps) {
  const place = usePlaceOfFocus(useIsSubmitting(remaking));
  return (
    <div ref={place} tabIndex={-1} className="scroll-mt-24 empty:-mt-6">
      <Status {...props} />
    </div>
  );
}

/** Keeps the focus here when the button that remakes the report disappears after it was pressed. */
const usePlaceOfFocus = (isSubmitting: boolean) => {
  const place = useRef<HTMLDivElement>(null);
  const wasSubmitting = useRef(false);
  useEffect(() => {
    if (wasSubmitting.current && !isSubmitting && document.activeElement === document.body) place.current?.focus();
    wasSubmitting.current = isSubmitting;
  }, [isSubmitting]);
  return place;
};

function Status({ feedback, entries, nowUnixMs, awaited }: ReportStatusProps) {
  const { state, report, isStale, failure } = feedback;
  const remakeIfStale = isStale ? "Make it again" : null;
  if (state === "QUEUED" || state === "WORKING") return <Making {...{ feedback, nowUnixMs, awaited }} />;
  if (state === "PARTIAL") return null;
  if (state === "FAILED" && failure) {
    const { title, words, mayRetry } = failures[failure];
    return (
      <Notice title={title} remake={mayRetry || isStale ? "Try again" : null}>
        {words} Your transcript and your numbers are below{report ? ", and so is the report that was made before" : ""}.
      </Notice>
    );
  }
  if (state === "TOO_SHORT")
    return (
      <Notice title={shortfalls[state]} remake={remakeIfStale}>
        Answer at least two questions, in a few sentences each, and there is something to learn from. What was said is below.
      </Notice>
    );
  if (state === "SILENT")
    return (
      <Notice title={shortfalls[state]} remake={remakeIfStale}>
        There are no words of yours in it: every line of yours was taken back or holds none.
      </Notice>
    );
  if (state === "UNSURE_TRANSCRIPT") return <Unsure entries={entries} remake={remakeIfStale} />;
  if (isStale)
    return (
      <Notice
        title={entries.some(({ correction }) => correction) ? "Made before your last correction" : "The transcript has changed since"}
        remake="Make it again"
      >
        The report is about the transcript as it was, without quotes that do not stand in it any more. It is not made again by itself.
      </Notice>
    );
  if (state === "NONE")
    return (
      <Notice title="There is no report of this interview yet" remake="Make the report">
        It is written from the transcript, in about a minute.
      </Notice>
    );
  if (report === null)
    return (
      <Notice title="The report cannot be shown" remake="Make it again">
        It was made by another version of PrepPal, which wrote it down in another way.
      </Notice>
    );
  const unbacked = unbackedWords(report);
  if (unbacked)
    return (
      <Notice title={unbacked} remake="Make it again">
        The draft could not be backed by your words, so {report.questions.length === 0 ? "nothing is shown" : "no answer is rated"}.
      </Notice>
    );
  return null;
}

const shortfalls = {
  TOO_SHORT: "Too little was said for a report",
  SILENT: "Nothing was said that a report could be made of",
  UNSURE_TRANSCRIPT: "No answer is rated",
} as const;

/** What it means if no part of the report could be backed by what was said; null if some part could. */
const unbackedWords = ({ questions, strengths, next }: Report): string | null => {
  if (strengths.length > 0 || next !== null || questions.some(saysSomething)) return null;
  return questions.length === 0 ? "Nothing could be shown" : "No answer could be rated";
};

/** The title for a report that, once there, is not complete; null if it is. */
export const shortfallOf = ({ state, report }: Feedback): string | null =>
  (shortfalls as Partial<Record<ReportState, string>>)[state] ?? (state === "READY" && report ? unbackedWords(report) : null);

/** A question of the kind "other" is no interview question, so nothing need be said about it. */
const saysSomething = ({ kind, ratings, star }: ReportQuestion): boolean =>
  kind === "other" ||
  star.some(({ evidence }) => evidence.length > 0) ||
  ratings.some(({ score, evidence, gap }) => score !== null || evidence.length > 0 || gap !== "");

function Unsure({ entries, remake }: { entries: InputEntry[]; remake: string | null }) {
  if (isRewritten(nameEntries(entries)))
    return (
      <Notice title="The corrections replace most of what was heard" remake={remake}>
        A report is about what was said, so no answer is rated. Correct what was misheard and leave the rest as it was; then have the report
        made again.
      </Notice>
    );
  return (
    <Notice title="The transcript may be wrong" remake={remake}>
      Words and sound do not fit together, so no answer is rated. Correct the lines that were misheard in the transcript below, then have
      the report made again.
    </Notice>
  );
}

const failures: Record<ReportFailure, { title: string; words: string; mayRetry: boolean }> = {
  quota: {
    title: "No more reports can be written today",
    words: "The service that writes them has reached its limit. Try again tomorrow.",
    mayRetry: true,
  },
  blocked: {
    title: "The report was not written",
    words:
      "The service refused to write about this conversation. If a line was misheard, correct it; then the report can be asked for again.",
    mayRetry: false,
  },
  refused: { title: "The report could not be written", words: "That was our mistake, not yours; it has been noted.", mayRetry: true },
  unavailable: {
    title: "The report could not be written",
    words: "The service that writes it was out of reach for a day.",
    mayRetry: true,
  },
  configuration: {
    title: "The report could not be written",
    words: "PrepPal is not set up to write reports at the moment. Only whoever runs it can fix that; try again later.",
    mayRetry: true,
  },
};

/** `remake` is the label of the button that makes the report (again); null if that would change nothing. */
function Notice({ title, children, remake = null }: { title: string; children: ReactNode; remake?: string | null }) {
  const { interviewId } = useReading();
  return (
    <Card aria-labelledby="report-status">
      <h2 id="report-status" className="text-xl">
        {title}
      </h2>
      <div className="mt-2 max-w-prose text-muted">{children}</div>
      {remake && interviewId ? (
        <PostForm hidden={remaking} isStaying className="mt-4 print:hidden">
          <SubmitButton when={remaking} pendingLabel="Asking for it…" variant="secondary">
            {remake}
          </SubmitButton>
        </PostForm>
      ) : null}
    </Card>
  );
}

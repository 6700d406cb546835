import type { Interview } from "../../../contract/app-api.ts";
import { Link } from "@remix-run/react";
import { durationMsOf } from "../../feedback/duration.ts";
import { SetupDetails } from "../../feedback/setup-details.tsx";
import { endReasonWords } from "../../feedback/words.ts";
import { forgetRecording } from "../../recording/kept.ts";
import { useForgetWhenGone } from "../../recording/use-forget-when-gone.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { ConfirmSubmit } from "../../ui/confirm-submit.tsx";
import { durationWords } from "../../ui/count-words.ts";
import { Moment } from "../../ui/moment.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { StatusPill } from "../../ui/status-pill.tsx";
import { useIsSubmitting } from "../../ui/submit-button.tsx";

/** What the list shows of an interview; its long texts stay on the server. */
export type HistoryEntry = Pick<
  Interview,
  "id" | "role" | "company" | "level" | "status" | "createdAt" | "startedAt" | "endedAt" | "endReason"
>;

export function HistoryItem({ interview }: { interview: HistoryEntry }) {
  const { id, role, company, level, status, createdAt, startedAt, endReason } = interview;
  const durationMs = durationMsOf(interview);
  const { to, words } = wayInto[status];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-6">
      <div className="min-w-0 grow basis-64">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h3 dir="auto" className="text-lg wrap-anywhere">
            <Link to={`/interview/${id}/${to}`} className="text-ink no-underline hover:underline">
              {role}
            </Link>
          </h3>
          <StatusPill status={status} endReason={endReason} />
        </div>
        {company || level ? (
          <p className="mt-0.5 font-semibold text-muted wrap-anywhere">
            <SetupDetails company={company} level={level} />
          </p>
        ) : null}
        <p className="mt-0.5 text-sm text-muted">
          <Moment iso={startedAt ?? createdAt} />
          {durationMs === null ? "" : ` · ${durationWords(durationMs)}`}
          {endReason === null ? "" : ` · ${endReasonWords[endReason]}`}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1">
        <ButtonLink to={`/interview/${id}/${to}`} variant="secondary">
          {words}
          <span className="sr-only">: {role}</span>
        </ButtonLink>
        {status === "IN_PROGRESS" ? <Cancel interview={interview} /> : <Delete interview={interview} />}
      </div>
    </li>
  );
}

const wayInto = {
  PENDING: { to: "session", words: "Begin" },
  IN_PROGRESS: { to: "session", words: "Go back to it" },
  COMPLETED: { to: "feedback", words: "Feedback" },
  ERROR: { to: "feedback", words: "Feedback" },
};

function Delete({ interview: { id, role } }: { interview: Pick<HistoryEntry, "id" | "role"> }) {
  const hidden = { intent: "delete", id };
  useForgetWhenGone(useIsSubmitting(hidden), () => forgetRecording(id));
  return (
    <PostForm hidden={hidden}>
      <ConfirmSubmit
        when={hidden}
        variant="ghost"
        aria-label={`Delete: ${role}`}
        title="Delete this interview?"
        body={
          <>
            “<bdi>{role}</bdi>” goes away with its transcript and feedback. This cannot be undone.
          </>
        }
        confirmLabel="Delete it"
        pendingLabel="Deleting…"
      >
        Delete
      </ConfirmSubmit>
    </PostForm>
  );
}

function Cancel({ interview: { id, role } }: { interview: Pick<HistoryEntry, "id" | "role"> }) {
  const hidden = { intent: "cancel", id };
  return (
    <PostForm hidden={hidden}>
      <ConfirmSubmit
        when={hidden}
        variant="ghost"
        aria-label={`Cancel: ${role}`}
        title="Cancel this interview?"
        body="It ends now, also where it is still open. What was said so far is kept."
        confirmLabel="Cancel the interview"
        cancelLabel="Keep it going"
        pendingLabel="Cancelling…"
      >
        Cancel
      </ConfirmSubmit>
    </PostForm>
  );
}

import { ButtonLink } from "../../ui/button.tsx";
import { ConfirmSubmit } from "../../ui/confirm-submit.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import type { HistoryEntry } from "./history-item.tsx";

/** An interview in progress. The way back into it is the most urgent thing on the page. */
export function Running({ interview, nowUnixMs }: { interview: HistoryEntry; nowUnixMs: number }) {
  const { id, role, startedAt } = interview;
  const hidden = { intent: "cancel", id };
  const minutes = startedAt === null ? 0 : Math.floor((nowUnixMs - Date.parse(startedAt)) / 60_000);
  return (
    <section aria-labelledby={`running-${id}`} className="rounded-2xl border border-voice bg-voice-soft p-(--inside) shadow-card sm:p-7">
      <h2 id={`running-${id}`} className="text-xl wrap-anywhere text-voice-ink">
        You are in the middle of <bdi>{role}</bdi>
      </h2>
      <p className="mt-1 text-voice-ink">{minutes < 1 ? "It has just begun." : `${minutes} min so far.`}</p>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <ButtonLink to={`/interview/${id}/session`} aria-label={`Go back to it: ${role}`}>
          Go back to it
        </ButtonLink>
        <PostForm hidden={hidden}>
          <ConfirmSubmit
            when={hidden}
            variant="secondary"
            aria-label={`End it: ${role}`}
            title="End this interview?"
            body="It ends now, also where it is still open. What was said so far is kept; you cannot come back to it."
            confirmLabel="End it"
            cancelLabel="Keep it going"
            pendingLabel="Ending…"
          >
            End it
          </ConfirmSubmit>
        </PostForm>
      </div>
    </section>
  );
}

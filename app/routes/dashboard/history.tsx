import { useSearchParams } from "@remix-run/react";
import { ButtonLink } from "../../ui/button.tsx";
import { type HistoryEntry, HistoryItem } from "./history-item.tsx";

export function History({ interviews, nextCursor }: { interviews: HistoryEntry[]; nextCursor: string | null }) {
  const [search] = useSearchParams();
  const isOlder = search.has("cursor");
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="text-xl">
        Your interviews
      </h2>
      {interviews.length === 0 && !isOlder ? <Empty /> : null}
      {interviews.length === 0 ? null : (
        <ul className="mt-4 divide-y divide-line rounded-2xl border border-line bg-surface shadow-card">
          {interviews.map((interview) => (
            <HistoryItem key={interview.id} interview={interview} />
          ))}
        </ul>
      )}
      <div className="mt-6 flex flex-wrap justify-center gap-3 empty:hidden">
        {isOlder ? (
          <ButtonLink to="/dashboard" variant="secondary">
            Back to the newest
          </ButtonLink>
        ) : null}
        {nextCursor === null ? null : (
          <ButtonLink to={`/dashboard?cursor=${encodeURIComponent(nextCursor)}`} variant="secondary">
            Show older interviews
          </ButtonLink>
        )}
      </div>
    </section>
  );
}

function Empty() {
  return (
    <div className="mt-4 rounded-2xl border-2 border-dashed border-line px-5 py-8 text-muted sm:px-8">
      <p className="font-semibold text-ink">Nothing here yet</p>
      <p className="mt-1.5 max-w-prose">
        Type a role above and press Start Interview. You will check your microphone first; nothing is recorded before you begin. The
        interviewer then asks you about that role, one question at a time, and afterwards the conversation is kept here for you.
      </p>
    </div>
  );
}

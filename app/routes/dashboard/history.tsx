import { useSearchParams } from "@remix-run/react";
import { type FocusEvent, useEffect, useRef } from "react";
import { ButtonLink } from "../../ui/button.tsx";
import { type HistoryEntry, HistoryItem } from "./history-item.tsx";

export function History({ interviews, nextCursor }: { interviews: HistoryEntry[]; nextCursor: string | null }) {
  const [search] = useSearchParams();
  const cursor = search.get("cursor");
  const { heading, list, remember } = useKeptFocus(interviews, cursor);
  return (
    <section aria-labelledby="history">
      <h2 id="history" ref={heading} tabIndex={-1} className="text-xl">
        Your interviews
      </h2>
      {interviews.length === 0 && cursor === null ? <Empty /> : null}
      {interviews.length === 0 ? null : (
        <ul ref={list} onFocus={remember} className="mt-4 divide-y divide-line rounded-2xl border border-line bg-surface shadow-card">
          {interviews.map((interview) => (
            <HistoryItem key={interview.id} interview={interview} />
          ))}
        </ul>
      )}
      <div className="mt-6 flex flex-wrap justify-center gap-3 empty:hidden">
        {cursor === null ? null : (
          <ButtonLink to="/dashboard" preventScrollReset variant="secondary">
            Back to the newest
          </ButtonLink>
        )}
        {nextCursor === null ? null : (
          <ButtonLink to={`/dashboard?cursor=${encodeURIComponent(nextCursor)}`} preventScrollReset variant="secondary">
            Show older interviews
          </ButtonLink>
        )}
      </div>
    </section>
  );
}

/** Focus goes to the heading with another page of the history, and to the row now in its place where its own row went away. */
const useKeptFocus = (interviews: HistoryEntry[], cursor: string | null) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = useRef(cursor);
  const focusedRow = useRef<number | null>(null);

  useEffect(() => {
    if (shown.current !== cursor) {
      shown.current = cursor;
      heading.current?.focus();
    } else if (focusedRow.current !== null && document.activeElement === document.body) {
      const rows = [...(list.current?.children ?? [])];
      const row = rows[Math.min(focusedRow.current, rows.length - 1)];
      (row?.querySelector("a") ?? heading.current)?.focus();
    }
  }, [interviews, cursor]);

  const remember = ({ target }: FocusEvent) => {
    const at = [...(list.current?.children ?? [])].findIndex((row) => row.contains(target));
    focusedRow.current = at < 0 ? null : at;
  };
  return { heading, list, remember };
};

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

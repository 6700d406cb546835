import { useSearchParams } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { ButtonLink } from "../../ui/button.tsx";
import { DeletionToast } from "./deletion-toast.tsx";
import { FirstVisit } from "./first-visit.tsx";
import { HistoryItem } from "./history-item.tsx";
import { Found, HistorySearch } from "./history-search.tsx";
import { NewDay, RegroupedDays } from "./new-day.tsx";
import type { SeenDeletions } from "./use-deletions.ts";
import { type HistoryPage, useOlder } from "./use-older.ts";

type HistoryProps = {
  page: HistoryPage;
  /** There is no interview at all. */
  isFirst: boolean;
  deletions: SeenDeletions;
};

export function History({ page, isFirst, deletions: { goneIds, ...seen } }: HistoryProps) {
  const [query] = useSearchParams();
  const [cursor, search] = [query.get("cursor"), query.get("search") ?? ""];
  const { interviews: listed, nextCursor, olderAddress, isLoading, showOlder } = useOlder(page, cursor, search);
  const interviews = listed.filter(({ id }) => !goneIds.includes(id));
  const isSearchable = search !== "" || listed.length >= manyRows;
  const { heading, list, focusLater } = useLaterFocus(interviews.map(({ id }) => id));

  return (
    <section aria-labelledby="history">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <h2 id="history" ref={heading} tabIndex={-1} className="text-xl">
          Your interviews
        </h2>
        {isSearchable ? <HistorySearch search={search} /> : null}
      </div>
      {isSearchable ? <Found search={search} found={interviews.length} /> : null}
      {isFirst && cursor === null && search === "" ? <FirstVisit /> : null}
      {interviews.length === 0 ? null : (
        <>
          <ul
            ref={list}
            className="mt-4 divide-y divide-line rounded-2xl border border-line bg-surface shadow-card [&>:first-child>h3]:rounded-t-2xl [&>:last-child>div]:rounded-b-2xl"
          >
            {interviews.map((interview, at) => (
              <li key={interview.id}>
                <NewDay iso={interview.createdAt} before={interviews[at - 1]?.createdAt} />
                <HistoryItem
                  interview={interview}
                  onDelete={() => {
                    focusLater(() => at);
                    seen.deletions.remove(interview.id);
                  }}
                />
              </li>
            ))}
          </ul>
          <RegroupedDays />
        </>
      )}
      <div className="mt-6 flex flex-wrap justify-center gap-3 empty:hidden">
        {cursor === null ? null : (
          <ButtonLink to={olderAddress(null)} preventScrollReset variant="secondary">
            Back to the newest
          </ButtonLink>
        )}
        {nextCursor === null ? null : (
          <ButtonLink
            to={olderAddress(nextCursor)}
            preventScrollReset
            variant="secondary"
            aria-disabled={isLoading}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              focusLater((ids) => (ids.length > interviews.length ? interviews.length : null));
              showOlder();
            }}
          >
            {isLoading ? "Loading…" : "Show older interviews"}
          </ButtonLink>
        )}
      </div>
      <DeletionToast
        {...seen}
        onUndo={() => {
          const id = seen.deletions.undo();
          focusLater((ids) => ids.findIndex((it) => it === id));
        }}
      />
    </section>
  );
}

/** From this many rows on, a search is offered. */
const manyRows = 10;

type Place = (ids: string[]) => number | null;

/**
 * Moves the focus to a row that is not there yet. `place` gives its index once known, null until then. If no row is left, the heading gets
 * the focus.
 */
const useLaterFocus = (ids: string[]) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const later = useRef<Place | null>(null);

  useEffect(() => {
    const at = later.current?.(ids) ?? null;
    if (at === null) return;
    later.current = null;
    const row = list.current?.children[Math.min(at, ids.length - 1)];
    (row?.querySelector<HTMLElement>("div a") ?? heading.current)?.focus();
  });

  return { heading, list, focusLater: (place: Place) => void (later.current = place) };
};

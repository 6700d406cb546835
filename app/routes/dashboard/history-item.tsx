import { counted, durationWords } from "../../../contract/amounts.ts";
import type { Interview } from "../../../contract/app-api.ts";
import { Form, Link } from "@remix-run/react";
import { durationMsOf } from "../../feedback/duration.ts";
import { SetupDetails } from "../../feedback/setup-details.tsx";
import { Menu, menuItem } from "../../ui/menu.tsx";
import { TimeOfDay } from "../../ui/moment.tsx";
import { isCompleted, StatusPill } from "../../ui/status-pill.tsx";

/** What the list shows of an interview. Its long texts stay on the server. */
export type HistoryEntry = Pick<
  Interview,
  "id" | "role" | "company" | "level" | "status" | "createdAt" | "startedAt" | "endedAt" | "endReason"
> & { answers: number };

/** A row that as a whole links to its interview. Other actions are in its menu. */
export function HistoryItem({ interview, onDelete }: { interview: HistoryEntry; onDelete: () => void }) {
  const { id, role, company, level, status } = interview;
  const isOver = status === "COMPLETED" || status === "ERROR";
  const hasPill = !isCompleted(interview);
  return (
    <div className="relative flex min-h-18 items-center gap-2 py-2 ps-4 pe-2 hover:bg-paper sm:min-h-16 sm:ps-6 sm:pe-4">
      {/* On a phone the title has a line to itself, and the facts another one if they do not fit beside the pill. */}
      <div className="flex min-w-0 grow flex-wrap items-center gap-x-3 sm:block">
        <div className="contents sm:flex sm:items-center sm:gap-3">
          <Link
            dir="auto"
            to={`/interview/${id}/${isOver ? "feedback" : "session"}`}
            className={`min-w-0 truncate text-left font-semibold max-sm:basis-full text-ink no-underline hover:underline ${wholeRow}`}
          >
            {role}
          </Link>
          {hasPill ? <StatusPill {...interview} /> : null}
        </div>
        <p className="flex max-w-full min-w-0 items-center text-sm text-muted">
          {hasPill ? null : <Tick />}
          {company || level ? (
            <span className={`flex min-w-0 ${hasPill ? "max-sm:hidden" : ""}`}>
              <span dir="auto" className="truncate">
                <SetupDetails company={company} level={level} />
              </span>
              <span className="whitespace-pre"> · </span>
            </span>
          ) : null}
          <span className="flex shrink-0 items-center whitespace-pre">
            <Facts interview={interview} />
          </span>
        </p>
      </div>
      {status === "IN_PROGRESS" ? null : <Choices {...{ id, role, isOver, onDelete }} />}
    </div>
  );
}

const wholeRow =
  "after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 " +
  "focus-visible:after:outline-accent";

/**
 * When the interview was created, how long it took and how many answers it has. On a phone the time is hidden if the duration is known, and
 * so is the word for the usual state.
 */
function Facts({ interview }: { interview: HistoryEntry }) {
  const { createdAt, answers } = interview;
  const durationMs = durationMsOf(interview);
  return (
    <>
      {isCompleted(interview) ? (
        <span className="max-sm:sr-only">
          <span>Completed</span> ·{" "}
        </span>
      ) : null}
      <span className={durationMs === null ? "" : "max-sm:hidden"}>
        <TimeOfDay iso={createdAt} />
        {durationMs === null ? "" : " · "}
      </span>
      {durationMs === null ? "" : shortDuration(durationMs)}
      {answers === 0 ? "" : ` · ${counted(answers, "answer")}`}
    </>
  );
}

/** Whole minutes; below a minute, seconds. */
const shortDuration = (ms: number): string => (ms < 60_000 ? durationWords(ms) : `${Math.round(ms / 60_000)} min`);

type ChoicesProps = { id: string; role: string; isOver: boolean; onDelete: () => void };

function Choices({ id, role, isOver, onDelete }: ChoicesProps) {
  return (
    <Menu label={`More: ${role}`} sign={<Dots />}>
      <ul>
        {isOver ? (
          <>
            <li>
              <Form method="post">
                <input type="hidden" name="intent" value="start" />
                <input type="hidden" name="from" value={id} />
                <button type="submit" aria-label={`Practise again: ${role}`} className={menuItem}>
                  Practise again
                </button>
              </Form>
            </li>
            <li>
              <a href={`/interview/${id}/export?as=markdown`} download aria-label={`Download: ${role}`} className={menuItem}>
                Download
              </a>
            </li>
          </>
        ) : null}
        <li>
          {/* Without scripts the form is submitted, and the interview is deleted at once. */}
          <Form
            method="post"
            onSubmit={(event) => {
              event.preventDefault();
              onDelete();
            }}
          >
            <input type="hidden" name="intent" value="delete" />
            <input type="hidden" name="id" value={id} />
            <button type="submit" aria-label={`Delete: ${role}`} className={`${menuItem} text-danger-ink!`}>
              Delete
            </button>
          </Form>
        </li>
      </ul>
    </Menu>
  );
}

/** Replaces the word on a phone. */
function Tick() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="me-1.5 size-4 shrink-0 fill-none stroke-current stroke-2 sm:hidden">
      <path d="M2.5 8.5 6.5 12.5 13.5 4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

function Dots() {
  return (
    <svg viewBox="0 0 20 4" aria-hidden="true" className="w-5 fill-current">
      <circle cx="2" cy="2" r="2" />
      <circle cx="10" cy="2" r="2" />
      <circle cx="18" cy="2" r="2" />
    </svg>
  );
}

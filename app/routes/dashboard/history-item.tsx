import type { Interview } from "../../../contract/app-api.ts";
import { Form, Link } from "@remix-run/react";
import { durationMsOf } from "../../feedback/duration.ts";
import { SetupDetails } from "../../feedback/setup-details.tsx";
import { counted } from "../../feedback/words.ts";
import { Menu, menuItem } from "../../ui/menu.tsx";
import { TimeOfDay } from "../../ui/moment.tsx";
import { isCompleted, StatusPill } from "../../ui/status-pill.tsx";

/** What the list shows of an interview; its long texts stay on the server. */
export type HistoryEntry = Pick<
  Interview,
  "id" | "role" | "company" | "level" | "status" | "createdAt" | "startedAt" | "endedAt" | "endReason"
> & { answers: number };

/** A row that leads into its interview as a whole; what else can be done with it is in its menu. */
export function HistoryItem({ interview, onDelete }: { interview: HistoryEntry; onDelete: () => void }) {
  const { id, role, company, level, status, endReason } = interview;
  const isOver = status === "COMPLETED" || status === "ERROR";
  return (
    <div className="relative flex min-h-18 items-center gap-2 py-2 ps-4 pe-2 hover:bg-sunken sm:min-h-16 sm:ps-6 sm:pe-4">
      <div className="min-w-0 grow">
        <p className="flex items-center gap-3">
          <Link
            dir="auto"
            to={`/interview/${id}/${isOver ? "feedback" : "session"}`}
            className="truncate font-semibold text-ink no-underline after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-accent"
          >
            {role}
          </Link>
          {isCompleted(interview) ? null : <StatusPill status={status} endReason={endReason} />}
        </p>
        <p className="flex text-sm text-muted">
          {company || level ? (
            <>
              <span dir="auto" className="min-w-6 shrink-[20] truncate">
                <SetupDetails company={company} level={level} />
              </span>
              <span className="shrink-0 whitespace-pre"> · </span>
            </>
          ) : null}
          <span className="min-w-0 truncate">
            <Facts interview={interview} />
          </span>
        </p>
      </div>
      {status === "IN_PROGRESS" ? null : <Choices {...{ id, role, isOver, onDelete }} />}
    </div>
  );
}

function Facts({ interview }: { interview: HistoryEntry }) {
  const { createdAt, answers } = interview;
  const durationMs = durationMsOf(interview);
  return (
    <>
      {isCompleted(interview) ? "Completed" : null}
      <span className={isCompleted(interview) ? "max-xs:hidden" : ""}>
        {isCompleted(interview) ? " · " : ""}
        <TimeOfDay iso={createdAt} />
      </span>
      {durationMs === null ? "" : ` · ${shortDuration(durationMs)}`}
      {answers === 0 ? "" : ` · ${counted(answers, "answer")}`}
    </>
  );
}

/** In whole minutes, of less than one in seconds. */
const shortDuration = (ms: number): string => (ms < 60_000 ? `${Math.floor(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`);

type ChoicesProps = { id: string; role: string; isOver: boolean; onDelete: () => void };

function Choices({ id, role, isOver, onDelete }: ChoicesProps) {
  return (
    <Menu label={`More: ${role}`} sign={<span aria-hidden="true">⋯</span>}>
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
          {/* Without scripts it is sent, and the interview gone at once. */}
          <Form
            method="post"
            onSubmit={(event) => {
              event.preventDefault();
              onDelete();
            }}
          >
            <input type="hidden" name="intent" value="delete" />
            <input type="hidden" name="id" value={id} />
            <button type="submit" aria-label={`Delete: ${role}`} className={`${menuItem} text-danger-ink`}>
              Delete
            </button>
          </Form>
        </li>
      </ul>
    </Menu>
  );
}

import { useSearchParams } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { counted } from "../../../contract/amounts.ts";
import type { Facts } from "../../interviews/facts.server.ts";
import { forgetOldRecordings } from "../../recording/kept.client.ts";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Announcement } from "../../ui/announcement.tsx";
import { FactStrip } from "./fact-strip.tsx";
import type { HistoryEntry } from "./history-item.tsx";
import { History } from "./history.tsx";
import { useDeletions } from "./use-deletions.ts";
import { Running } from "./running.tsx";
import type { SetupErrors, SetupValues } from "../../setup/form-values.ts";
import { type Before, StartForm } from "./start-form.tsx";

export type DashboardPageProps = {
  user: { id: string; name: string };
  /** The interviews listed, newest first: the newest page, an older one, or search results. */
  interviews: HistoryEntry[];
  /** The newest interviews, if others are listed. */
  newest?: HistoryEntry[] | null;
  /** Older interviews that have begun. */
  begun?: HistoryEntry[];
  /** Null before the first interview. */
  before?: Before | null;
  nextCursor: string | null;
  /** Null until there is something worth showing. */
  facts?: Facts | null;
  /** The server's clock when the page was loaded. */
  nowUnixMs: number;
  /** Minutes of interview per day, and how many are used today; null if there is no limit. */
  allowance: { minutes: number; usedMinutes: number } | null;
  errors?: SetupErrors | undefined;
  values?: SetupValues | undefined;
};

export function DashboardPage(props: DashboardPageProps) {
  const { user, interviews, newest, begun = [], before = null, nextCursor, facts, nowUnixMs, allowance, errors, values } = props;
  useEffect(() => void forgetOldRecordings(Date.now()), []);
  const deletions = useDeletions();
  const known = [...(newest ?? interviews), ...begun].filter(({ id }) => !deletions.goneIds.includes(id));
  const running = useRunning(known);
  const isDeleted = useSearchParams()[0].get("deleted") === "interview";
  return (
    <div className="space-y-8 sm:space-y-10">
      <Announcement>{isDeleted ? deletedWords : ""}</Announcement>
      {isDeleted ? <Alert tone="good">{deletedWords}</Alert> : null}
      <PageHeading
        title={
          <>
            Hello, <bdi>{firstName(user.name)}</bdi>
          </>
        }
      >
        {known.some(wasBegun)
          ? "Ready for another round?"
          : known.some(({ status }) => status === "PENDING")
            ? "Your first interview is set up: begin it whenever you are ready."
            : "Your first interview is one line away."}
      </PageHeading>
      {running.map((interview) => (
        <Running key={interview.id} interview={interview} nowUnixMs={nowUnixMs} />
      ))}
      {allowance ? <MinutesLeft {...allowance} /> : null}
      <StartForm userId={user.id} again={againOf(known)} before={before} errors={errors} values={values} />
      {facts ? <FactStrip facts={facts} goneIds={deletions.goneIds} nowUnixMs={nowUnixMs} /> : null}
      <History
        page={{ interviews: interviews.filter(({ id }) => !running.some((it) => it.id === id)), nextCursor }}
        isFirst={known.length === 0}
        deletions={deletions}
      />
    </div>
  );
}

/** The interviews in progress. When one of them has ended, the focus moves to the list. */
const useRunning = (interviews: HistoryEntry[]): HistoryEntry[] => {
  const running = interviews.filter(({ status }) => status === "IN_PROGRESS");
  const count = running.length;
  const shown = useRef(count);
  useEffect(() => {
    if (count < shown.current && document.activeElement === document.body) document.getElementById("history")?.focus();
    shown.current = count;
  }, [count]);
  return running;
};

/** For a deletion from the interview's own page or without scripts, which could not be undone. */
const deletedWords = "The interview is deleted, with its transcript, its report and every link to it.";

const wasBegun = ({ startedAt }: HistoryEntry): boolean => startedAt !== null;

/** The latest interviews of a list, one per role and company, whose set-up may be used again. */
const againOf = (listed: HistoryEntry[]): HistoryEntry[] => {
  const interviews = listed.filter(wasBegun);
  const isSame = (one: HistoryEntry, other: HistoryEntry) => one.role === other.role && one.company === other.company;
  return interviews.filter((it, at) => interviews.findIndex((other) => isSame(it, other)) === at).slice(0, mostAgain);
};
const mostAgain = 3;

/** Below this share of the day's minutes, the minutes left are shown prominently. */
const fewLeft = 0.25;

/** The minutes left. Nothing until some are used. */
function MinutesLeft({ minutes, usedMinutes }: { minutes: number; usedMinutes: number }) {
  const left = Math.max(0, Math.floor(minutes - usedMinutes));
  if (Math.ceil(usedMinutes) < 1) return null;
  if (left >= minutes * fewLeft)
    return (
      <p className="text-sm text-muted tabular-nums">
        {Math.ceil(usedMinutes)} of today’s {Math.round(minutes)} minutes of interview {Math.ceil(usedMinutes) === 1 ? "is" : "are"} used.
      </p>
    );
  return left === 0 ? (
    <Alert title="Today’s minutes of interview are used up">It goes on at midnight, UTC. An interview that is running goes on.</Alert>
  ) : (
    <Alert title={`${counted(left, "minute")} of interview left today`}>
      An interview that you begin with them goes on to its end. Tomorrow there are {Math.round(minutes)} again, from midnight UTC.
    </Alert>
  );
}

/** The first name, or a whole name in another script: there the first part may be half a name, or the family's. */
const firstName = (name: string): string => (/^\p{sc=Latn}/u.test(name) ? (name.split(/\s/)[0] ?? name) : name);

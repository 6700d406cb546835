import { useEffect, useRef } from "react";
import type { InputEntry, Note } from "../../../contract/report.ts";
import type { NoteReason } from "../../../contract/vocabulary.ts";
import { turnsOf } from "../turns.ts";
import { CorrectLine, CorrectLink } from "./correct-line.tsx";
import { entryId, type Quoted, usesOf } from "./places.ts";
import { HearIt } from "../../recording/hearing.tsx";
import { usedText } from "../used-text.ts";
import { MarkedText } from "./marked-text.tsx";
import { useReading } from "./reading.ts";
import { clock } from "../../ui/clock.ts";

type TranscriptProps = {
  entries: InputEntry[];
  startedAt: string | null;
  quotes: Quoted[];
  /** Lines of which the report made nothing. */
  notes: Note[];
  /** The line that is being corrected, and the error of the last attempt; null if lines cannot be corrected. */
  correcting: Correcting | null;
};
export type Correcting = { timestamp: string | null; problem?: string | undefined };

/** The conversation turn by turn. The report's quotes are marked and link back to it. The direction of each line is its own. */
export function Transcript({ entries, startedAt, quotes, notes, correcting }: TranscriptProps) {
  const { say } = useReading();
  const quotesAt = new Map<string, Quoted[]>();
  for (const quote of quotes) quotesAt.set(quote.timestamp, [...(quotesAt.get(quote.timestamp) ?? []), quote]);
  return (
    <ol className="space-y-5 print:space-y-3">
      {turnsOf(entries, startedAt).map((turn) => (
        <li key={turn.timestamp} className={`break-inside-avoid ${turn.speaker === "USER" ? "sm:pl-16" : "sm:pr-16"}`}>
          <div
            className={`rounded-2xl px-4 py-3 print:p-0 ${turn.speaker === "USER" ? "rounded-tr-sm bg-voice-soft" : "rounded-tl-sm bg-sunken"}`}
          >
            <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
              <span className={`font-bold ${turn.speaker === "USER" ? "text-voice-ink" : "text-accent-ink"}`}>
                {turn.speaker === "USER" ? say("You", "Candidate") : "Interviewer"}
              </span>{" "}
              <span className={`tabular-nums ${turn.speaker === "USER" ? "text-voice-ink" : "text-muted"}`}>{clock(turn.offsetMs)}</span>
            </p>
            {turn.entries.map((entry) => (
              <Entry
                key={entry.timestamp}
                entry={entry}
                quotes={quotesAt.get(entry.timestamp) ?? []}
                notes={notes.filter(({ timestamp }) => timestamp === entry.timestamp)}
                correcting={correcting}
              />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

type EntryProps = { entry: InputEntry; quotes: Quoted[]; notes: Note[]; correcting: Correcting | null };

function Entry({ entry, quotes, notes, correcting }: EntryProps) {
  const { timestamp, speaker, correction } = entry;
  const { clockOf, atMsOf, say } = useReading();
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(correction?.text);
  const isCorrecting = correcting?.timestamp === timestamp;
  const wasCorrecting = useRef(isCorrecting);

  // Returns the focus to the line when its form disappears, because the correction has arrived or was abandoned. The form of another line
  // takes the focus itself.
  useEffect(() => {
    const isLeft = wasCorrecting.current && !isCorrecting && document.activeElement === document.body;
    wasCorrecting.current = isCorrecting;
    if (shown.current === correction?.text && !isLeft) return;
    shown.current = correction?.text;
    place.current?.focus({ preventScroll: true });
  }, [correction?.text, isCorrecting]);

  return (
    <div ref={place} id={entryId(timestamp)} tabIndex={-1} className="entry mt-1 break-inside-avoid">
      <Line entry={entry} quotes={quotes} />
      {notes.map(({ reason }) => (
        <p key={reason} className="mt-1 text-sm text-muted">
          Left out of the report: {leftOut[reason]}.{reason === "garbled" ? say(" If it was misheard, correct it.", "") : ""}
        </p>
      ))}
      <HearIt place={{ speaker, atMs: atMsOf(timestamp) }} about={clockOf(timestamp)} />
      {speaker !== "USER" || correcting === null ? null : isCorrecting ? (
        <CorrectLine entry={entry} problem={correcting.problem} />
      ) : (
        <CorrectLink entry={entry} />
      )}
    </div>
  );
}

const leftOut: Record<NoteReason, string> = {
  garbled: "it makes no sense as it was written down",
  steering: "it speaks to whoever writes the report",
  other_language: "it is in another language than the interview",
};

function Line({ entry, quotes }: { entry: InputEntry; quotes: Quoted[] }) {
  const { language } = useReading();
  const { content, correction, isTyped } = entry;
  const used = usedText(entry);
  const line = "whitespace-pre-line wrap-anywhere";
  return (
    <>
      {correction?.text === null ? null : (
        <p lang={language} dir="auto" className={line}>
          <MarkedText text={used} quotes={quotes} />
        </p>
      )}
      {quotes.length > 0 ? (
        <p className="mt-1 text-sm print:hidden">
          <span className="text-voice-ink">In the report: </span>
          {usesOf(quotes).map(({ anchor, words }, index) => (
            <span key={anchor}>
              {index > 0 ? ", " : ""}
              <a href={`#${anchor}`} className="font-semibold text-voice-ink underline underline-offset-4">
                {words}
              </a>
            </span>
          ))}
        </p>
      ) : null}
      {isTyped ? <p className="text-sm text-muted">Typed</p> : null}
      {correction ? (
        <p className="mt-1 text-sm text-muted">
          {correction.text === null ? "Taken back by you: not your words. " : "Corrected by you. "}
          {isTyped ? "Typed as:" : "Heard as:"}{" "}
          <s lang={language} dir="auto">
            {content}
          </s>
        </p>
      ) : null}
    </>
  );
}

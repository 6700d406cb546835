import { createContext, useContext } from "react";
import type { Evidence, Feedback, InputEntry } from "../../../contract/report.ts";
import type { InterviewSetup } from "../../../contract/setup.ts";
import { clockFrom } from "../turns.ts";
import { usedText } from "../used-text.ts";
import { clock } from "../../ui/clock.ts";

/** What the parts of a report need to know about the interview and the reader. */
export type Reading = {
  /** The language spoken, BCP 47. */
  language: string;
  /** A timestamp as a time within the interview, "1:05". */
  clockOf: (timestamp: string) => string;
  /** A timestamp as ms since the interview's start. */
  atMsOf: (timestamp: string) => number;
  /** Whether the transcript is on the same page. */
  hasTranscript: boolean;
  /** Whether the transcript on the page has the words of a quote, so that it can link to them. */
  isShown: (quote: Evidence) => boolean;
  /** The text of an entry that counts; null if the reader may not read it. */
  textOf: (timestamp: string) => string | null;
  /** The interview to practise from; null if the reader is not the candidate. */
  interviewId: string | null;
  /** Why an answer has no score. */
  unrated: string;
  /** Chooses the words for the reader: the candidate, or somebody to whom they show the report. */
  say: (toCandidate: string, toOthers: string) => string;
};

/** Why there is no score: this answer's quotes are not enough, or no answer is scored because the transcript is not good enough. */
export const unratedWords = (isUnsure: boolean): string =>
  isUnsure ? "Not rated: the transcript is not sure enough" : "Not enough evidence to rate";

export const ReadingContext = createContext<Reading>({
  language: "en",
  clockOf: () => "",
  atMsOf: () => 0,
  hasTranscript: false,
  isShown: () => false,
  textOf: () => null,
  interviewId: null,
  unrated: unratedWords(false),
  say: (toCandidate) => toCandidate,
});
export const useReading = (): Reading => useContext(ReadingContext);

type Read = Pick<InterviewSetup, "language"> & { startedAt: string | null };
type Reader = { entries: InputEntry[] | null; practisesFrom: string | null } & Pick<Feedback, "isUnsure">;

/** `entries` is null if the reader has no transcript, `practisesFrom` if they are not the candidate. */
export const readingOf = ({ language, startedAt }: Read, { entries, practisesFrom, isUnsure }: Reader): Reading => {
  const atMsOf = clockFrom(entries ?? [], startedAt);
  const texts = new Map(entries?.map((entry) => [entry.timestamp, usedText(entry)]));
  const shown = new Map(entries?.map(({ timestamp, content, correction }) => [timestamp, [content, correction?.text ?? ""]]));
  return {
    language: language ?? "en",
    clockOf: (timestamp) => clock(atMsOf(timestamp)),
    atMsOf,
    hasTranscript: entries !== null,
    isShown: ({ timestamp, quote }) => shown.get(timestamp)?.some((text) => text.includes(quote)) ?? false,
    textOf: (timestamp) => texts.get(timestamp) ?? null,
    interviewId: practisesFrom,
    unrated: unratedWords(isUnsure),
    say: (toCandidate, toOthers) => (practisesFrom === null ? toOthers : toCandidate),
  };
};

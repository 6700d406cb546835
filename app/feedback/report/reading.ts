import { createContext, useContext } from "react";
import type { Evidence, Feedback, InputEntry } from "../../../contract/report.ts";
import type { InterviewSetup } from "../../../contract/setup.ts";
import { clockFrom } from "../turns.ts";
import { usedText } from "../used-text.ts";
import { clock } from "../../ui/clock.ts";

/** What every part of a report needs to know about the interview it is about. */
export type Reading = {
  /** What was spoken, BCP 47. */
  language: string;
  /** A timestamp as a place in the interview, "1:05". */
  clockOf: (timestamp: string) => string;
  /** A timestamp as ms from the interview's start. */
  atMsOf: (timestamp: string) => number;
  /** Whether the transcript is on the same page. */
  hasTranscript: boolean;
  /** Whether a quote's words are in it: it leads to them then. */
  isShown: (quote: Evidence) => boolean;
  /** What counts of an entry, null where the reader may not read it. */
  textOf: (timestamp: string) => string | null;
  /** Set where the reader is its candidate: the interview to practise from. */
  interviewId: string | null;
  /** Why an answer has no score, in words. */
  unrated: string;
  /** The words that fit the reader: its candidate, or somebody whom they show it to. */
  say: (toCandidate: string, toOthers: string) => string;
};

/** Why there is no score: the quotes are not enough for one, or no answer has any. */
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

/** `entries` is null where the reader has no transcript, `practisesFrom` where they are not its candidate. */
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

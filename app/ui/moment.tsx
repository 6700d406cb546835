import { useSyncExternalStore } from "react";
import { readersEnglish } from "./locale.ts";

/** A date and time: in UTC from the server, in the reader's own zone once the page runs. */
export function Moment({ iso, isDateOnly = false }: { iso: string; isDateOnly?: boolean }) {
  return <Time iso={iso} words={useMoment(iso, isDateOnly)} />;
}

function Time({ iso, words }: { iso: string; words: string }) {
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {words}
    </time>
  );
}

/** Its words, for where no element may stand. */
export const useMoment = (iso: string, isDateOnly = false): string => useWords(iso, styles(isDateOnly), isDateOnly ? "" : " UTC");

/** `zone` is said after words that are UTC. */
const useWords = (iso: string, options: Intl.DateTimeFormatOptions, zone: string): string =>
  useSyncExternalStore(
    never,
    () => inReadersZone(iso, options, zone),
    () => utcWords(iso, options, zone),
  );

/** The time of a day, "23:19". */
export function TimeOfDay({ iso }: { iso: string }) {
  return <Time iso={iso} words={useWords(iso, { timeStyle: "short" }, " UTC")} />;
}

/** A day with its name, "Tuesday 25 November 2026". */
export function Day({ iso }: { iso: string }) {
  return <Time iso={iso} words={useWords(iso, { dateStyle: "full" }, "")} />;
}

/** Whether two moments lie on one day of the reader; of UTC from the server. */
export const useIsSameDay = (iso: string, other: string): boolean =>
  useSyncExternalStore(
    never,
    () => new Date(iso).toDateString() === new Date(other).toDateString(),
    () => iso.slice(0, 10) === other.slice(0, 10),
  );

/** Tells the month that a moment lies in, as a key: the reader's; that of UTC from the server. */
export const useMonthOf = (): ((iso: string) => string) =>
  useSyncExternalStore(
    never,
    () => readersMonth,
    () => utcMonth,
  );
const readersMonth = (iso: string): string => `${new Date(iso).getFullYear()}-${new Date(iso).getMonth() + 1}`;
const utcMonth = (iso: string): string => iso.slice(0, 7);

const never = () => () => undefined;

/** In UTC, the same on every machine. What is no time stays as it is. */
export const inUtc = (iso: string, isDateOnly = false): string => utcWords(iso, styles(isDateOnly), isDateOnly ? "" : " UTC");

const utcWords = (iso: string, options: Intl.DateTimeFormatOptions, zone: string): string =>
  isTime(iso) ? new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(new Date(iso)) + zone : iso;

/** Day and month, "25 Nov", in UTC. */
export const dayInUtc = (iso: string): string => utcWords(iso, { day: "numeric", month: "short" }, "");

const inReadersZone = (iso: string, options: Intl.DateTimeFormatOptions, zone: string): string => {
  if (!isTime(iso)) return iso;
  try {
    return new Intl.DateTimeFormat(readersEnglish(navigator.languages), options).format(new Date(iso));
  } catch {
    // The device's time zone is one that this browser does not know.
    return utcWords(iso, options, zone);
  }
};

const isTime = (iso: string): boolean => !Number.isNaN(Date.parse(iso));

const styles = (isDateOnly: boolean): Intl.DateTimeFormatOptions =>
  isDateOnly ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };

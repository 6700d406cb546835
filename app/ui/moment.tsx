import { useSyncExternalStore } from "react";
import { readersEnglish } from "./locale.ts";

/** A date and time: in UTC from the server, in the reader's time zone once scripts run. */
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

/** The same as text, for where no element may stand. */
export const useMoment = (iso: string, isDateOnly = false): string => useWords(iso, styles(isDateOnly), isDateOnly ? "" : " UTC");

/** `zone` is appended to words in UTC. */
const useWords = (iso: string, options: Intl.DateTimeFormatOptions, zone: string): string =>
  useSyncExternalStore(
    never,
    () => inReadersZone(iso, options, zone),
    () => utcWords(iso, options, zone),
  );

/** A time of day, "23:19". */
export function TimeOfDay({ iso }: { iso: string }) {
  return <Time iso={iso} words={useWords(iso, { timeStyle: "short" }, " UTC")} />;
}

/** A day with its name, "Tuesday 25 November 2025". */
export function Day({ iso }: { iso: string }) {
  return <Time iso={iso} words={useWords(iso, { dateStyle: "full" }, "")} />;
}

/** Whether two moments are on the same day: in the reader's time zone, or in UTC on the server. */
export const useIsSameDay = (iso: string, other: string): boolean =>
  useSyncExternalStore(
    never,
    () => new Date(iso).toDateString() === new Date(other).toDateString(),
    () => iso.slice(0, 10) === other.slice(0, 10),
  );

/** A function that gives the month of a moment as a key: in the reader's time zone, or in UTC on the server. */
export const useMonthOf = (): ((iso: string) => string) =>
  useSyncExternalStore(
    never,
    () => readersMonth,
    () => utcMonth,
  );
const readersMonth = (iso: string): string => `${new Date(iso).getFullYear()}-${new Date(iso).getMonth() + 1}`;
const utcMonth = (iso: string): string => iso.slice(0, 7);

const never = () => () => undefined;

/** Formats in UTC, the same on every machine. A text that is not a time is left as it is. */
export const inUtc = (iso: string, isDateOnly = false): string => utcWords(iso, styles(isDateOnly), isDateOnly ? "" : " UTC");

const utcWords = (iso: string, options: Intl.DateTimeFormatOptions, zone: string): string =>
  isTime(iso) ? new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(new Date(iso)) + zone : iso;

/** Day and month in UTC, "25 Nov". */
export const dayInUtc = (iso: string): string => utcWords(iso, { day: "numeric", month: "short" }, "");

const inReadersZone = (iso: string, options: Intl.DateTimeFormatOptions, zone: string): string => {
  if (!isTime(iso)) return iso;
  try {
    return new Intl.DateTimeFormat(readersEnglish(navigator.languages), options).format(new Date(iso));
  } catch {
    // This browser does not know the device's time zone.
    return utcWords(iso, options, zone);
  }
};

const isTime = (iso: string): boolean => !Number.isNaN(Date.parse(iso));

const styles = (isDateOnly: boolean): Intl.DateTimeFormatOptions =>
  isDateOnly ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };

import { useSyncExternalStore } from "react";
import { readersEnglish } from "./locale.ts";

/** A date and time: in UTC from the server, in the reader's own zone once the page runs. */
export function Moment({ iso, isDateOnly = false }: { iso: string; isDateOnly?: boolean }) {
  const words = useMoment(iso, isDateOnly);
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {words}
    </time>
  );
}

/** Its words, for where no element may stand. */
export const useMoment = (iso: string, isDateOnly = false): string =>
  useSyncExternalStore(
    never,
    () => inReadersZone(iso, isDateOnly),
    () => inUtc(iso, isDateOnly),
  );

const never = () => () => undefined;

/** In UTC, the same on every machine. What is no time stays as it is. */
export const inUtc = (iso: string, isDateOnly = false): string =>
  isTime(iso)
    ? new Intl.DateTimeFormat("en-GB", { ...styles(isDateOnly), timeZone: "UTC" }).format(new Date(iso)) + (isDateOnly ? "" : " UTC")
    : iso;

/** Day and month, "25 Nov", in UTC. */
export const dayInUtc = (iso: string): string =>
  isTime(iso) ? new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(iso)) : iso;

const inReadersZone = (iso: string, isDateOnly: boolean): string => {
  if (!isTime(iso)) return iso;
  try {
    return new Intl.DateTimeFormat(readersEnglish(navigator.languages), styles(isDateOnly)).format(new Date(iso));
  } catch {
    // The device's time zone is one that this browser does not know.
    return inUtc(iso, isDateOnly);
  }
};

const isTime = (iso: string): boolean => !Number.isNaN(Date.parse(iso));

const styles = (isDateOnly: boolean): Intl.DateTimeFormatOptions =>
  isDateOnly ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };

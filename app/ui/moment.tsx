import { useSyncExternalStore } from "react";

/** A date and time: in UTC from the server, in the reader's own zone once the page runs. */
export function Moment({ iso, isDateOnly = false }: { iso: string; isDateOnly?: boolean }) {
  const words = useSyncExternalStore(
    never,
    () => inReadersZone(iso, isDateOnly),
    () => inUtc(iso, isDateOnly),
  );
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {words}
    </time>
  );
}

const never = () => () => undefined;

export const inUtc = (iso: string, isDateOnly = false): string =>
  new Intl.DateTimeFormat("en-GB", { ...styles(isDateOnly), timeZone: "UTC" }).format(new Date(iso)) + (isDateOnly ? "" : " UTC");

// The page is written in English: dates follow the reader's English, not another language's words.
const inReadersZone = (iso: string, isDateOnly: boolean): string => {
  const locale = navigator.languages.find((it) => it.startsWith("en")) ?? "en-GB";
  return new Intl.DateTimeFormat(locale, styles(isDateOnly)).format(new Date(iso));
};

const styles = (isDateOnly: boolean): Intl.DateTimeFormatOptions =>
  isDateOnly ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };

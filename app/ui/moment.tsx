import { useSyncExternalStore } from "react";

/** A date and time: in UTC from the server, in the reader's own zone once the page runs. */
export function Moment({ iso }: { iso: string }) {
  const words = useSyncExternalStore(
    never,
    () => inReadersZone(iso),
    () => inUtc(iso),
  );
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {words}
    </time>
  );
}

const never = () => () => undefined;

export const inUtc = (iso: string): string =>
  `${new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(new Date(iso))} UTC`;

// The page is written in English: dates follow the reader's English, not another language's words.
const inReadersZone = (iso: string): string => {
  const locale = navigator.languages.find((it) => it.startsWith("en")) ?? "en-GB";
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
};

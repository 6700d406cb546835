import { useContext } from "react";
import { Day, useIsSameDay } from "../../ui/moment.tsx";
import { NonceContext } from "../../ui/nonce.ts";

/** The day, as a heading above the first row of that day. */
export function NewDay({ iso, before }: { iso: string; before: string | undefined }) {
  const isSameDay = useIsSameDay(iso, before ?? iso);
  return (
    <h3
      data-day={iso}
      hidden={before !== undefined && isSameDay}
      suppressHydrationWarning
      className="bg-sunken px-4 py-1.5 text-sm text-muted sm:px-6"
    >
      <Day iso={iso} />
    </h3>
  );
}

/**
 * The server knows only UTC days. This script runs while the page is parsed, before it is painted: the days are the reader's from the
 * start, and nothing moves on hydration.
 */
const regroup = `{
  let before = "";
  for (const it of document.querySelectorAll("[data-day]")) {
    const day = new Date(it.dataset.day).toDateString();
    it.hidden = day === before;
    before = day;
  }
}`;

export function RegroupedDays() {
  const nonce = useContext(NonceContext);
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: regroup }} />;
}

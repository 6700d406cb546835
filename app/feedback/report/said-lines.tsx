import { Fold } from "../../ui/fold.tsx";
import type { SaidPhrase } from "../delivery/said-phrases.ts";
import { type Excerpt, excerptsOf } from "./excerpts.ts";
import { entryId } from "./places.ts";
import { useReading } from "./reading.ts";

/** The lines that contain what was counted, with marks and links. Nothing if the reader has no transcript. */
export function SaidLines({ id, summary, found }: { id: string; summary: string; found: SaidPhrase[] }) {
  const { language, clockOf, textOf } = useReading();
  const lines = [...new Set(found.map(({ timestamp }) => timestamp))].flatMap((timestamp) => {
    const text = textOf(timestamp);
    const marks = found.filter((it) => it.timestamp === timestamp);
    return text === null ? [] : [{ timestamp, text, excerpts: excerptsOf(text, marks) }];
  });
  if (lines.length === 0) return null;
  return (
    <Fold id={id} summary={summary}>
      <ul className="space-y-2">
        {lines.map(({ timestamp, text, excerpts }) => (
          <li key={timestamp} className="flex break-inside-avoid gap-x-3">
            <a
              href={`#${entryId(timestamp)}`}
              className="inline-flex min-h-6 min-w-12 shrink-0 pointer-coarse:min-h-11 text-sm leading-6 text-accent-ink tabular-nums underline underline-offset-4"
            >
              {clockOf(timestamp)}
            </a>
            <span lang={language} dir="auto" className="min-w-0 wrap-anywhere">
              {excerpts.map((it) => (
                <Marked key={it.from} text={text} excerpt={it} isLast={it === excerpts.at(-1)} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

function Marked({ text, excerpt: { from, to, marks }, isLast }: { text: string; excerpt: Excerpt; isLast: boolean }) {
  return (
    <>
      {from > 0 ? "… " : ""}
      {marks.map((mark, index) => (
        <span key={mark.from}>
          {text.slice(marks[index - 1]?.to ?? from, mark.from)}
          <mark className="counted">{text.slice(mark.from, mark.to)}</mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.to ?? from, to)}
      {isLast && to < text.length ? " …" : " "}
    </>
  );
}

import type { Evidence } from "../../../contract/report.ts";
import { quoteId } from "./places.ts";
import { useReading } from "./reading.ts";

/** The candidate's words, verbatim. Each links to its place in the transcript if that is on the page. */
export function Quotes({ evidence }: { evidence: Evidence[] }) {
  const { language, clockOf, isShown, say } = useReading();
  return (
    <ul className="space-y-2">
      {evidence.map((it) => (
        <li key={quoteId(it)} className="border-l-4 border-voice pl-3">
          <bdi lang={language} className="wrap-anywhere">
            “
            {isShown(it) ? (
              <a href={`#${quoteId(it)}`} className="underline decoration-voice-strong decoration-1 underline-offset-4 hover:decoration-2">
                {it.quote}
              </a>
            ) : (
              it.quote
            )}
            ”
          </bdi>{" "}
          <span className="text-sm text-muted tabular-nums">{clockOf(it.timestamp)}</span>
          {it.used === "corrected" ? <span className="text-sm text-muted">{say(" · as you corrected it", "")}</span> : null}
        </li>
      ))}
    </ul>
  );
}

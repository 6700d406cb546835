import type { Stronger } from "../../../contract/report.ts";
import { Fold } from "../../ui/fold.tsx";
import { useReading } from "./reading.ts";
import { Quotes } from "./quotes.tsx";

/** A better answer from the candidate's own words. What they did not say is a blank to fill in. */
export function StrongerAnswer({ stronger: { text, facts, blanks } }: { stronger: Stronger }) {
  const { say, language } = useReading();
  return (
    <Fold
      summary={
        <>
          <span className="print:hidden">Show a stronger version</span>
          <span className="hidden print:inline">A stronger version</span>
        </>
      }
    >
      <p lang={language} dir="auto" className="rounded-xl bg-sunken px-4 py-3 whitespace-pre-line">
        {withBlanks(text)}
      </p>
      {blanks.length > 0 ? (
        <p className="mt-2 text-sm text-muted">
          {say("Only you know", "Only the candidate knows")} what goes into the blanks: <bdi>{blanks.join("; ")}</bdi>.
        </p>
      ) : null}
      {facts.length > 0 ? (
        <div className="mt-3">
          <p className="mb-2 text-sm text-muted">Made from what {say("you", "the candidate")} said:</p>
          <Quotes evidence={facts} />
        </div>
      ) : null}
    </Fold>
  );
}

const withBlanks = (text: string) =>
  text.split(/(\[[^\]]*\])/).map((piece, index) =>
    piece.startsWith("[") ? (
      <span key={index} className="rounded border border-dashed border-voice-strong bg-voice-soft px-1 text-voice-ink">
        {piece}
      </span>
    ) : (
      piece
    ),
  );

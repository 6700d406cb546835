import type { NextStep as Next, ReportQuestion } from "../../../contract/report.ts";
import { Card } from "../../ui/card.tsx";
import { tipOf, weakestOf } from "./lookups.ts";
import { PractiseThis } from "./practise-this.tsx";
import { nextWords } from "./places.ts";
import { useReading } from "./reading.ts";
import { Quotes } from "./quotes.tsx";

/** The one thing to try next; the first thing in the report. */
export function NextStep({ next, about }: { next: Next; about: ReportQuestion | undefined }) {
  const { say } = useReading();
  const { text, how, evidence } = next;
  return (
    <Card id="next" aria-labelledby="next-title" className="border-t-4 border-t-voice">
      <h2 id="next-title" className="text-sm font-semibold tracking-wide text-muted">
        {nextWords(say)}
      </h2>
      <p className="mt-1 text-2xl leading-snug font-semibold text-balance">{text}</p>
      <p className="mt-2 max-w-prose">{how}</p>
      {evidence.length > 0 ? (
        <div className="mt-4">
          <p className="mb-2 text-sm text-muted">{say("You said:", "The candidate said:")}</p>
          <Quotes evidence={evidence} />
        </div>
      ) : null}
      <div className="mt-5 empty:hidden">
        <PractiseThis words="Practise this" question={about?.asked} dim={tipOf(next) ?? (about && weakestOf(about, evidence))} />
      </div>
    </Card>
  );
}

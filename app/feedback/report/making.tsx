import type { Feedback } from "../../../contract/report.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { durationWords } from "../../../contract/amounts.ts";
import { OnItsWay } from "../on-its-way.tsx";

/** After this long, readers are told that they need not wait. */
const patienceMs = 90_000;

type Awaited = { hasGivenUp: boolean; again: () => void };

/** Shown while a report is being made, whether or not there is an earlier one. */
export function Making({ feedback, nowUnixMs, awaited }: { feedback: Feedback; nowUnixMs: number; awaited: Awaited }) {
  const { state, attempt, nextAt, begunAt, report } = feedback;
  const sinceMs = begunAt ? Math.max(0, nowUnixMs - Date.parse(begunAt)) : 0;
  const untilMs = nextAt ? Date.parse(nextAt) - nowUnixMs : 0;
  return (
    <OnItsWay
      title={awaited.hasGivenUp ? "The report is not there yet" : "Your report is being written"}
      at="Report"
      doing={state === "QUEUED" ? "waiting for its turn" : "reading your answers"}
      isStill={awaited.hasGivenUp}
      keepsPlace={report === null}
    >
      <p className="mt-3 max-w-prose text-muted">
        {untilMs > 1_000 && attempt > 0
          ? `The AI that writes it is busy; the next try is in ${durationWords(untilMs)}. `
          : sinceMs >= 5_000
            ? `It takes about a minute. So far ${durationWords(sinceMs)}. `
            : "It takes about a minute. "}
        {awaited.hasGivenUp || sinceMs >= patienceMs ? "You can leave; it will be here. " : "The page shows it by itself. "}
        {report ? (
          "Until then the report from before stays below."
        ) : (
          <>
            Until then, read{" "}
            <a href="#conversation" className="font-semibold text-accent-ink underline underline-offset-4">
              what was said
            </a>
            .
          </>
        )}
      </p>
      <LookAgain {...awaited} />
    </OnItsWay>
  );
}

/** Announces the missing part of a report at the place where it will appear. */
export function MoreComing({ awaited }: { awaited: Awaited }) {
  return (
    <Card aria-labelledby="more-coming" className="print:hidden">
      <h2 id="more-coming" className="text-xl">
        More is coming
      </h2>
      <p className="mt-2 max-w-prose text-muted">
        The stronger versions and drills are still being written.
        {awaited.hasGivenUp ? " You can leave; they will be here." : ""}
      </p>
      <LookAgain {...awaited} />
    </Card>
  );
}

function LookAgain({ hasGivenUp, again }: Awaited) {
  if (!hasGivenUp) return null;
  return (
    <Button className="mt-4" onClick={again}>
      Look again
    </Button>
  );
}

import { Alert } from "../../ui/alert.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { type Choice, CompareAttempts } from "./compare-attempts.tsx";
import type { Comparison } from "./comparison.ts";
import { DrillList } from "./drill-list.tsx";
import type { ScheduledDrill } from "./drill-schedule.ts";
import { StepFigure } from "./step-figure.tsx";
import type { StepTrend } from "./step-trends.ts";
import { TrendFigure } from "./trend-figure.tsx";
import { fewestPoints, type Trend } from "./trends.ts";

type ProgressViewProps = {
  trends: Trend[];
  steps: StepTrend[];
  drills: ScheduledDrill[];
  /** Finished interviews with at least one answer, newest first. */
  choices: Choice[];
  chosen: { before: string; after: string } | null;
  comparison: Comparison | null;
  /** There are interviews with the recorded interviewer, which are not included. */
  hasDemos: boolean;
  today: string;
  problem?: string | undefined;
};

const heldWords = (count: number, hasDemos: boolean): string => {
  if (count >= fewestPoints) return `You have ${count}, but no three of one language in which the same was measured or rated.`;
  return count > 0 ? `So far you have ${count}.` : hasDemos ? "" : "You have held none yet.";
};

/** What to practise and when, and what has changed over several interviews. */
export function ProgressView({ trends, steps, drills, choices, chosen, comparison, hasDemos, today, problem }: ProgressViewProps) {
  return (
    <div className="mx-auto max-w-3xl space-y-6">
      <PageHeading title="Progress">Your own interviews, beside each other. Nobody else’s, and no total.</PageHeading>
      {problem ? (
        <Alert tone="danger" role="alert">
          {problem}
        </Alert>
      ) : null}
      <Card aria-labelledby="drills">
        <h2 id="drills" className="text-xl">
          What to practise
        </h2>
        {drills.length > 0 ? (
          <>
            <p className="mt-1 text-muted">
              Each is a short interview on one point. What went well comes back later, what did not comes back tomorrow.
            </p>
            <DrillList drills={drills} today={today} />
          </>
        ) : (
          <p className="mt-2 max-w-prose text-muted">Once a report has rated an answer, its points come back here at the right time.</p>
        )}
      </Card>
      <Card aria-labelledby="trends">
        <h2 id="trends" className="text-xl">
          What has changed
        </h2>
        {steps.length > 0 ? (
          <>
            <p className="mt-1 max-w-prose text-muted">
              The steps in your reports, a column for each interview. No two interviews ask the same: a step up or down may be chance.
            </p>
            <div className="divide-y divide-line">
              {steps.map((trend) => (
                <StepFigure key={trend.name} trend={trend} />
              ))}
            </div>
          </>
        ) : null}
        {trends.length > 0 ? (
          <div className="mt-5 space-y-8">
            {trends.map((trend) => (
              <TrendFigure key={trend.name} trend={trend} />
            ))}
          </div>
        ) : steps.length > 0 ? null : (
          <p className="mt-2 max-w-prose text-muted">
            From three interviews on that can be compared, this shows the steps of your answers, their lengths, pace, pauses and who did the
            talking. {heldWords(choices.length, hasDemos)}
          </p>
        )}
        {hasDemos ? (
          <p className="mt-2 max-w-prose text-sm text-muted">Interviews with the demo voice are left out: it did not understand you.</p>
        ) : null}
      </Card>
      {chosen && comparison ? (
        <Card id="compare" aria-labelledby="compare-title">
          <h2 id="compare-title" className="mb-4 text-xl">
            Two interviews beside each other
          </h2>
          <CompareAttempts choices={choices} chosen={chosen} comparison={comparison} />
        </Card>
      ) : null}
      {choices.length === 0 ? <ButtonLink to="/dashboard">Hold an interview</ButtonLink> : null}
    </div>
  );
}

import { useState } from "react";
import { PageHeading } from "../app/ui/page-heading.tsx";
import { Pill } from "../app/ui/status-pill.tsx";
import { ChartPane } from "./chart-pane.tsx";
import { ChartWords } from "./chart-words.tsx";
import { type Side, sides } from "./observation.ts";
import { StepDetail } from "./step-detail.tsx";
import { StepList } from "./step-list.tsx";
import { interviewsIn, isMove, lightsFor, stepsOf, type Timeline } from "./timeline.ts";
import type { ChartView } from "./chart-view.ts";
import type { RelayStatus } from "./use-relay.ts";
import { ChartChoice, type Shown } from "./chart-choice.tsx";

type MachinesPageProps = { charts: Record<Side, ChartView> | null; timeline: Timeline; status: RelayStatus };

const places: Record<Side, string> = {
  interview: "in the Durable Object",
  call: "in the browser",
  feedback: "in the job’s Durable Object",
};

/** The machines of one interview: their present states, and the events that led there. */
export function MachinesPage({ charts, timeline, status }: MachinesPageProps) {
  const [shown, setShown] = useState<Shown>("all");
  const [interview, setInterview] = useState<string | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const [onlyMoves, setOnlyMoves] = useState(false);

  const interviews = interviewsIn(timeline);
  const interviewId = interviews.includes(interview ?? "") ? interview : (interviews[0] ?? null);
  const steps = interviewId === null ? [] : stepsOf(timeline, interviewId);
  const step = steps.find((it) => it.number === chosen) ?? null;
  const seen = sides.filter((it) => shown === "all" || shown === it);
  const isWatched = status !== "off";

  return (
    <div className="relative left-1/2 w-[min(100vw-2rem,120rem)] -translate-x-1/2">
      <PageHeading title="Machines" aside={<RelayPill status={status} />}>
        Everything that PrepPal decides, it decides in these three charts. They are read off the machines that run.
      </PageHeading>
      <div className="mt-6 flex flex-wrap items-end gap-x-6 gap-y-3">
        <ChartChoice shown={shown} onShow={setShown} />
        {interviews.length > 0 ? (
          <label className="min-w-0 text-sm font-semibold">
            Interview
            <select
              value={interviewId ?? ""}
              onChange={({ target }) => {
                setInterview(target.value);
                setChosen(null);
              }}
              className="mt-1 block min-h-11 w-full rounded-xl border border-line-strong bg-surface px-3 font-mono font-normal"
            >
              {interviews.map((it) => (
                <option key={it}>{it}</option>
              ))}
            </select>
          </label>
        ) : null}
      </div>
      <div className={`mt-4 grid gap-4 ${shown === "all" ? "lg:grid-cols-2 2xl:grid-cols-3" : ""}`}>
        {charts === null ? <p className="p-4 text-muted">Drawing the charts…</p> : null}
        {charts === null
          ? null
          : seen.map((side) => (
              <ChartPane
                key={side}
                {...{ side, isWatched }}
                place={places[side]}
                view={charts[side]}
                lights={lightsFor(steps, side, step)}
              />
            ))}
      </div>
      <section aria-labelledby="events" className="mt-4 rounded-2xl border border-line bg-surface shadow-card">
        <header className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3">
          <h2 id="events" className="text-lg">
            Events <span className="ml-1 text-sm font-normal tracking-normal text-muted">{steps.length}, newest first</span>
          </h2>
          <label className="flex min-h-11 cursor-pointer items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={onlyMoves}
              onChange={({ target }) => setOnlyMoves(target.checked)}
              className="size-5 accent-accent"
            />
            Only those that changed a state
          </label>
        </header>
        {step ? <StepDetail step={step} onClose={() => setChosen(null)} /> : null}
        <div className="max-h-[28rem] overflow-y-auto">
          {isWatched ? (
            <StepList steps={onlyMoves ? steps.filter(isMove) : steps} chosen={chosen} onChoose={setChosen} />
          ) : (
            <p className="p-4 text-muted">Without --inspect no events are shown.</p>
          )}
        </div>
      </section>
      <div className="mt-4 grid gap-4">
        {sides.map((side) => (
          <ChartWords key={side} side={side} />
        ))}
      </div>
    </div>
  );
}

function RelayPill({ status }: { status: RelayStatus }) {
  if (status === "connected") return <Pill tone="good">Watching</Pill>;
  if (status === "connecting") return <Pill tone="voice">Looking for the relay</Pill>;
  return (
    <p className="max-w-xs text-sm text-muted">
      To see a running interview here, start with <code className="font-semibold text-ink">npm run dev -- --inspect</code>
    </p>
  );
}

import { Button } from "../app/ui/button.tsx";
import type { Side, StateValue } from "./observation.ts";
import { leavesIn, pathOf } from "./state-paths.ts";
import { clockWords, eventWords, fieldWords } from "./step-words.ts";
import type { Step } from "./timeline.ts";

/** The details of one event: the state before, the state after, and the machine's context then. */
export function StepDetail({ step, onClose }: { step: Step; onClose: () => void }) {
  return (
    <section aria-labelledby="step" className="border-b border-line bg-sunken px-4 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 id="step" className="text-base">
          <span className="text-muted">{clockWords(step.atMs)}</span> <code>{eventWords(step)}</code>
        </h3>
        <Button variant="secondary" onClick={onClose}>
          Back to now
        </Button>
      </div>
      <dl className="mt-3 grid gap-3 sm:grid-cols-3">
        <States name="Before" side={step.side} value={step.before} other={step.after} look="border border-dashed border-ink" />
        <States name="After" side={step.side} value={step.after} other={step.before} look={after[step.side]} />
        <div>
          <dt className="text-sm font-semibold text-muted">Context after</dt>
          <dd className="mt-1.5 flex flex-wrap gap-x-3 gap-y-1 font-mono text-xs">
            {Object.entries(step.context).map(([key, value]) => (
              <span key={key}>
                <span className="text-muted">{key}</span> {fieldWords(value)}
              </span>
            ))}
          </dd>
        </div>
      </dl>
    </section>
  );
}

type StatesProps = { name: string; side: Side; value: StateValue | null; other: StateValue | null; look: string };

/** States that the event changed are highlighted. */
function States({ name, side, value, other, look }: StatesProps) {
  const same = new Set(other === null ? [] : leavesIn(side, other));
  return (
    <div>
      <dt className="text-sm font-semibold text-muted">{name}</dt>
      <dd className="mt-1.5 flex flex-wrap gap-1.5">
        {value === null ? <span className="text-sm">not started</span> : null}
        {(value === null ? [] : leavesIn(side, value)).map((id) => (
          <code key={id} className={`rounded-full px-2.5 py-1 text-xs ${same.has(id) ? "border border-line" : `font-semibold ${look}`}`}>
            {pathOf(id)}
          </code>
        ))}
      </dd>
    </div>
  );
}

const after: Record<Side, string> = {
  interview: "border border-accent bg-accent-soft text-accent-ink",
  call: "border border-voice bg-voice-soft text-voice-ink",
  feedback: "border border-good-ink bg-good-soft text-good-ink",
};

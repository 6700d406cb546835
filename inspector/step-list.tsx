import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Side } from "./observation.ts";
import { changeWords, clockWords, eventWords, fieldWords } from "./step-words.ts";
import type { Step } from "./timeline.ts";

type StepListProps = { steps: Step[]; chosen: number | null; onChoose: (number: number | null) => void };

/** All events with their times, newest first. Clicks and arrow keys choose one; Escape returns to the present. */
export function StepList({ steps, chosen, onChoose }: StepListProps) {
  const list = useRef<HTMLOListElement>(null);
  const shown = steps.toReversed();
  const tabStop = chosen ?? shown[0]?.number;

  useEffect(() => {
    if (list.current?.contains(document.activeElement)) list.current.querySelector<HTMLElement>("[aria-current]")?.focus();
  }, [chosen]);

  const move = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") onChoose(null);
    if (by === undefined) return;
    event.preventDefault();
    const at = shown.findIndex((it) => it.number === tabStop);
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + by))];
    if (next) onChoose(next.number);
  };

  if (steps.length === 0) return <p className="p-4 text-muted">No event yet. Start an interview, and it appears here.</p>;
  return (
    <ol ref={list} onKeyDown={move} className="divide-y divide-line">
      {shown.map((step) => (
        <li key={step.number}>
          <button
            type="button"
            tabIndex={step.number === tabStop ? 0 : -1}
            {...(step.number === chosen ? { "aria-current": "step" as const } : {})}
            onClick={() => onChoose(step.number === chosen ? null : step.number)}
            className="grid w-full cursor-pointer grid-cols-[auto_1fr] gap-x-3 px-4 py-2 text-left -outline-offset-3 hover:bg-sunken aria-[current]:bg-accent-soft sm:grid-cols-[6.5rem_5rem_minmax(0,1fr)_minmax(0,1.3fr)]"
          >
            <time dateTime={new Date(step.atMs).toISOString()} className="font-mono text-sm text-muted tabular-nums">
              {clockWords(step.atMs)}
            </time>
            <span className="text-right sm:text-left">
              <span className={`rounded-full px-2 py-0.5 text-xs font-semibold ${chips[step.side]}`}>{step.side}</span>
            </span>
            <code className="col-span-2 mt-1 text-sm font-semibold wrap-anywhere sm:col-span-1 sm:mt-0">
              {eventWords(step)}
              <Fields fields={step.fields} />
            </code>
            <code className="col-span-2 text-sm wrap-anywhere text-muted sm:col-span-1">{changeWords(step)}</code>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Fields({ fields }: { fields: Step["fields"] }) {
  const words = Object.entries(fields).map(([name, value]) => `${name}: ${fieldWords(value)}`);
  return words.length === 0 ? null : <span className="font-normal text-muted">{` { ${words.join(", ")} }`}</span>;
}

const chips: Record<Side, string> = {
  interview: "bg-accent-soft text-accent-ink",
  call: "bg-voice-soft text-voice-ink",
  feedback: "bg-good-soft text-good-ink",
};

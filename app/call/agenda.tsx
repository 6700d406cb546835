import type { AgendaItem } from "../../machines/call.ts";
import { type CallActor, type CallSnapshot, useCallState } from "./use-call.ts";

const agendaOf = (it: CallSnapshot) => it.context.agenda;
const marks: Record<AgendaItem["state"], string> = { PLANNED: "○", CURRENT: "●", DONE: "✓", SKIPPED: "–" };
const words: Record<AgendaItem["state"], string> = { PLANNED: "to come", CURRENT: "now", DONE: "done", SKIPPED: "skipped" };

/** The topics of this interview and how far it has come; nothing where none are planned. */
export function Agenda({ call }: { call: CallActor }) {
  const agenda = useCallState(call, agendaOf);
  if (agenda.length === 0) return null;
  const current = agenda.findIndex(({ state }) => state === "CURRENT");
  return (
    <details className="w-full max-w-md text-start text-sm">
      <summary className="min-h-11 cursor-pointer py-2.5">
        {current < 0 ? "Topics" : `Topic ${current + 1} of ${agenda.length}: `}
        {current < 0 ? null : <bdi>{agenda[current]?.topic}</bdi>}
      </summary>
      <ol aria-label="Topics" className="grid gap-1">
        {agenda.map(({ id, topic, state }) => (
          <li key={id} aria-current={state === "CURRENT" ? "step" : undefined} className={state === "CURRENT" ? "font-semibold" : ""}>
            <span aria-hidden="true">{marks[state]}</span> <bdi>{topic}</bdi> <span className="sr-only">({words[state]})</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

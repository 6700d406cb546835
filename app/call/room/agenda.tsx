import { useState } from "react";
import type { AgendaItem, ItemState } from "../../../contract/vocabulary.ts";
import { attempt } from "../../ui/storage.ts";
import { roomStateOf } from "./room-state.ts";
import { useSpokenLanguage } from "./spoken-language.ts";
import { type CallActor, type CallSnapshot, useCallState } from "../ports/use-call.ts";

/** What is planned, in order. */
export type Topics = Pick<AgendaItem, "id" | "topic">[];

/** The agenda as it was before the interviewer's answer became due; it does not change while that is due. */
const agendaAsAsked = () => {
  let asked: AgendaItem[] = [];
  return (it: CallSnapshot) => {
    if (asked.length === 0 || roomStateOf(it) !== "due") asked = it.context.agenda;
    return asked;
  };
};
const marks: Record<ItemState, string> = { PLANNED: "○", CURRENT: "●", DONE: "✓", SKIPPED: "–" };
const words: Record<ItemState, string> = { PLANNED: "to come", CURRENT: "now", DONE: "done", SKIPPED: "skipped" };
const isWide = () => attempt(() => matchMedia("(min-width: 64rem) and (min-height: 60rem)").matches) ?? false;

/**
 * The topics of the interview and how far it has come: unfolded if there is room, nothing if none are planned. `topics` are the plan's, for
 * a Worker that sends no agenda. The current topic is that of the question on the stage, until the next one is asked.
 */
export function Agenda({ call, topics }: { call: CallActor; topics: Topics }) {
  const asked = useCallState(call, useState(agendaAsAsked)[0]);
  const [isOpen] = useState(isWide);
  const language = useSpokenLanguage();
  const agenda = asked.length > 0 ? asked : topics.map((it) => ({ ...it, state: "PLANNED" as const }));
  if (agenda.length === 0) return null;
  const current = agenda.findIndex(({ state }) => state === "CURRENT");
  return (
    <details open={isOpen} className="room-agenda w-full max-w-md text-start text-sm">
      <summary className="min-h-11 cursor-pointer py-2.5">
        {current < 0 ? "Topics" : `Topic ${current + 1} of ${agenda.length}: `}
        {current < 0 ? null : <bdi lang={language}>{agenda[current]?.topic}</bdi>}{" "}
        <span className="ms-1 whitespace-nowrap text-xs">{progressWords(agenda)}</span>
      </summary>
      <ol aria-label="Topics" className="grid gap-1">
        {agenda.map(({ id, topic, state }) => (
          <li
            key={id}
            aria-current={state === "CURRENT" ? "step" : undefined}
            className={`grid grid-cols-[1.25rem_minmax(0,1fr)] ${looks[state]}`}
          >
            <span aria-hidden="true">{marks[state]}</span>
            <span className="wrap-anywhere">
              <bdi lang={language}>{topic}</bdi> <span className="sr-only">({words[state]})</span>
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

const looks: Record<ItemState, string> = { PLANNED: "", CURRENT: "font-semibold", DONE: "", SKIPPED: "line-through" };

/** "2 done, 1 skipped", or nothing before the first. */
const progressWords = (agenda: AgendaItem[]): string =>
  (["DONE", "SKIPPED"] as const)
    .map((state) => [agenda.filter((it) => it.state === state).length, words[state]] as const)
    .flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : []))
    .join(", ");

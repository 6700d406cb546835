import type { ChartState, ChartTransition } from "./chart-graph.ts";
import { grouped } from "./grouped.ts";

/** Part of a line, in one colour. */
export type Span = { text: string; tone: "event" | "guard" | "action" };
export type Line = Span[];

/** Sizes in px. Labels use a monospaced font, whose width is known before anything is drawn. */
export const type = { line: 15, glyph: 6.7, name: 8.2, longest: 38 } as const;

export const widthOf = (lines: Line[]): number => Math.max(0, ...lines.map((it) => lengthOf(it) * type.glyph));
export const heightOf = (lines: Line[]): number => lines.length * type.line;

const lengthOf = (line: Line) => line.reduce((sum, it) => sum + it.text.length, 0);

/** `event [guard]`, then the actions. Events with the same guard and actions share them. */
export const transitionLines = (transitions: ChartTransition[]): Line[] =>
  grouped(transitions, (it) => JSON.stringify([it.guard, it.actions])).flatMap((group) => {
    const events = group.map(({ on }): Line => [{ text: on, tone: "event" }]);
    return [...withGuard(events, group[0].guard), ...actionLines("/ ", group[0].actions)];
  });

/** The lines in a state's box, below its name. */
export const stateLines = (state: ChartState, stays: ChartTransition[]): Line[] => [
  ...actionLines("runs ", state.invokes),
  ...actionLines("entry / ", state.entry),
  ...actionLines("exit / ", state.exit),
  ...transitionLines(stays),
];

const withGuard = (events: Line[], guard: string | null): Line[] => {
  if (guard === null) return events;
  const condition = { text: `[${guard}]`, tone: "guard" as const };
  const last = events.at(-1) ?? [];
  return lengthOf(last) + condition.text.length < type.longest
    ? [...events.slice(0, -1), [...last, { text: " ", tone: "guard" }, condition]]
    : [...events, [condition]];
};

const actionLines = (prefix: string, actions: string[]): Line[] => {
  const lines: string[] = [];
  for (const [index, action] of actions.entries()) {
    const text = `${action}${index < actions.length - 1 ? "," : ""}`;
    const last = lines.at(-1);
    if (last === undefined) lines.push(`${prefix}${text}`);
    else if (last.length + text.length < type.longest) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(`  ${text}`);
  }
  return lines.map((text) => [{ text, tone: "action" }]);
};

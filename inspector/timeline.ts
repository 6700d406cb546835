import type { Observation, Side, StateValue } from "./observation.ts";
import { leavesIn } from "./state-paths.ts";

/** One event on one side. `before` is null for a machine that has just started; `number` counts arrivals from 1. */
export type Step = Omit<Observation, "value"> & { number: number; before: StateValue | null; after: StateValue };

/** What was observed, oldest first, and the present state of each machine. Of each interview at most `longest` steps are kept. */
export type Timeline = { steps: Step[]; now: Record<string, StateValue>; seen: number };

export const emptyTimeline: Timeline = { steps: [], now: {}, seen: 0 };

const longest = 500;
const keyOf = (side: Side, interviewId: string) => `${side}:${interviewId}`;
const interviewOf = (key: string) => key.slice(key.indexOf(":") + 1);

type TimelineAction = { type: "connected" } | { type: "observed"; observations: Observation[] };

/** The relay repeats its last messages to every new connection, so the list restarts with each. */
export const timelineReducer = (timeline: Timeline, action: TimelineAction): Timeline =>
  action.type === "connected" ? emptyTimeline : action.observations.reduce(observe, timeline);

const observe = ({ steps, now, seen }: Timeline, { value, ...observation }: Observation): Timeline => {
  const key = keyOf(observation.side, observation.interviewId);
  const before = observation.event === "xstate.init" ? null : (now[key] ?? null);
  const step = { ...observation, number: seen + 1, before, after: value };
  // Messages of the sides arrive by different ways, so they are ordered by their own times.
  const at = 1 + steps.findLastIndex((it) => it.atMs <= step.atMs || keyOf(it.side, it.interviewId) === key);
  const all = steps.toSpliced(at, 0, step);
  const ofInterview = all.filter((it) => it.interviewId === step.interviewId);
  const dropped = ofInterview.length > longest ? ofInterview[0] : undefined;
  return { steps: all.filter((it) => it !== dropped), now: { ...now, [key]: value }, seen: seen + 1 };
};

/** The interviews observed, the newest first. By their latest events, two that run at once would change places all the time. */
export const interviewsIn = ({ now }: Timeline): string[] => [...new Set(Object.keys(now).map(interviewOf))].toReversed();

/** The steps of one interview, oldest first. */
export const stepsOf = ({ steps }: Timeline, interviewId: string): Step[] => steps.filter((it) => it.interviewId === interviewId);

/** Whether the event left or entered a state. */
export const isMove = ({ side, before, after }: Step): boolean =>
  before === null || leavesIn(side, before).join() !== leavesIn(side, after).join();

/** What a chart highlights: the active states, and those that the chosen step has just left. */
export type Lights = { active: StateValue | null; left: StateValue | null };

/** The state of a side after the `chosen` step (that is, after the side's last step up to it), or at present. */
export const lightsFor = (steps: Step[], side: Side, chosen: Step | null): Lights => {
  const until = chosen === null ? steps : steps.slice(0, steps.indexOf(chosen) + 1);
  return { active: until.findLast((it) => it.side === side)?.after ?? null, left: chosen?.side === side ? chosen.before : null };
};

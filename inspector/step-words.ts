import { leavesIn, pathOf } from "./state-paths.ts";
import { isMove, type Step } from "./timeline.ts";

/** A readable name of an event. XState's own names contain ids, which the chart shows better. */
export const eventWords = ({ event, side }: Pick<Step, "event" | "side">): string => {
  if (event === "xstate.init") return "started";
  if (event === "xstate.stop") return "stopped";
  const [, delay] = /^xstate\.after\.(.+)$/.exec(event) ?? [];
  if (delay !== undefined) return `after ${delay.split(`.${side}.`)[0]}`;
  const [, outcome, task] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event) ?? [];
  return outcome === undefined ? event : `${outcome === "error" ? "failed" : outcome} ${task}`;
};

/** What an event changed: the leaf states that were entered. */
export const changeWords = (step: Step): string => {
  if (!isMove(step)) return "stays";
  const before = new Set(step.before === null ? [] : leavesIn(step.side, step.before));
  const entered = leavesIn(step.side, step.after).filter((it) => !before.has(it));
  return entered.length === 0 ? "leaves a region" : `→ ${entered.map(pathOf).join(", ")}`;
};

/** A field of an event or a context. Its numbers are mostly milliseconds, counted from samples. */
export const fieldWords = (value: unknown): string => String(typeof value === "number" ? Number(value.toFixed(1)) : value);

/** Time of day in the reader's time zone, to the millisecond. */
export const clockWords = (atMs: number): string => {
  const at = new Date(atMs);
  const padded = (part: number, digits: number) => String(part).padStart(digits, "0");
  return `${padded(at.getHours(), 2)}:${padded(at.getMinutes(), 2)}:${padded(at.getSeconds(), 2)}.${padded(at.getMilliseconds(), 3)}`;
};

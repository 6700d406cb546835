import { nameOf, delayedEvents, raisedEvents, statesOf, transitionsOf } from "../../../machines/chart.ts";
import type { ChartModel } from "../../../machines/models/chart-model.ts";
import { explore } from "../../../machines/models/exploration.ts";
import { interviewModel } from "../../../machines/models/interview-model.ts";
import { realEvents } from "./events.ts";

const { machine, tasks } = interviewModel;
const [fresh, woken, ...others] = interviewModel.inputs;

/** The interview's model without what cannot happen in the real world. It begins with nobody there. */
const realModel: ChartModel = {
  ...interviewModel,
  inputs: [woken, fresh, ...others].filter((input) => input !== undefined),
  canHappen: (there, event) => {
    const step = tasks.find((it) => it.event === event)?.step ?? event;
    const entry = realEvents[step.type];
    // A connection that is being left closes at once here, before anything else can come.
    if (there.matches({ IN_PROGRESS: { gemini: "leaving" } })) return step.type === "gemini.closed";
    return entry !== undefined && (entry.comes?.(there, event) ?? true);
  },
};

export const exploreReal = () => explore(realModel);

/** The names, as used in paths, of all events that come to the chart from outside. */
export const outsideEvents = (): string[] => {
  const own = new Set([...delayedEvents(machine).keys(), ...raisedEvents(machine)]);
  const types = new Set(transitionsOf(machine).map(({ definition }) => definition.eventType));
  const named = [...types].flatMap((type) => {
    if (type === "" || own.has(type)) return [];
    const answers = tasks.filter(({ event }) => event.type === type);
    return answers.length > 0 ? answers.map(({ step }) => step.type) : [type];
  });
  return [...new Set([...named, "delay.elapsed"])].toSorted();
};

/** The states of the chart that hold no other. */
export const leaves = (): string[] =>
  statesOf(machine)
    .filter(({ states }) => Object.keys(states).length === 0)
    .map(nameOf)
    .toSorted();

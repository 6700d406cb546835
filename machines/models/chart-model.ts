import type { AnyEventObject, AnyMachineSnapshot, AnyStateMachine, AnyStateNode, StateValue } from "xstate";
import { type StatePath, getShortestPaths, getSimplePaths } from "xstate/graph";
import { delayedEvents, raisedEvents } from "../chart.ts";
import { situationOf } from "./situation.ts";
import { type SimulatedTime, type TimerEvent, isTimerEvent, nextTimerEvents, timeOf, withSimulatedTime } from "./simulated-time.ts";

/** How to walk one chart. */
export type ChartModel = {
  readonly machine: AnyStateMachine;
  /** Makes fakes of the chart's ports. It is called once, since paths run one after another. */
  readonly fake: () => { ports: Parameters<AnyStateMachine["provide"]>[0]; task: FakedTask };
  /** The facts that a run may start from. */
  readonly inputs: readonly object[];
  /** Every event that comes from outside, in each form that the chart tells apart. */
  readonly events: readonly AnyEventObject[];
  readonly tasks: readonly TaskAnswer[];
  /** Whether an event or answer can come in this state. If it is left out, all can. */
  readonly canHappen?: (snapshot: AnyMachineSnapshot, event: AnyEventObject) => boolean;
  /** Where the shortest paths need not be continued: situations that combine more than is worth walking. */
  readonly isFarEnough: (snapshot: AnyMachineSnapshot) => boolean;
  /** The events of the simple paths: these take them in every order that passes no state twice. */
  readonly mainLine: readonly string[];
  /** Makes tours, which look for something new until they have this many steps: for hosts in which a start costs more than a step. */
  readonly tourSteps?: number;
};

export type FakedTask = { answer(output: unknown): Promise<void>; fail(error: unknown): Promise<void> };

/** One answer of a task: as the chart hears it (`event`), and as a recording names it (`step`). */
type TaskAnswer = { readonly event: AnyEventObject; readonly step: AnyEventObject };

/** One thing that happens to a chart, as plain data. */
export type PathStep = {
  /** An event as it is sent, an answer as a recording names it, or `delay.elapsed` (`delay`, `ms`): nothing happens until then. */
  readonly event: AnyEventObject;
  /** Ms since the start. */
  readonly atMs: number;
  /** The chart's state afterwards. */
  readonly value: StateValue;
};

/** A way through a chart from stored facts. */
export type MachinePath = { readonly input: object; readonly start: StateValue; readonly steps: readonly PathStep[] };

export type ModelPath = { readonly input: object; readonly path: SnapshotPath; readonly kind: PathKind };
export type PathKind = "shortest" | "one event further" | "simple" | "tour";

/** One step of the model: an event that comes in a situation, and the snapshot that it leads to. */
export type Edge = { readonly from: AnyMachineSnapshot; readonly event: AnyEventObject; readonly to: AnyMachineSnapshot };

/** The types of all events that the model knows how to bring about, including those of the chart's delays. */
export const knownEventsOf = ({ events, tasks, machine }: ChartModel): Set<string> =>
  new Set([
    ...events.map(({ type }) => type),
    ...tasks.map(({ event }) => event.type),
    ...delayedEvents(machine).keys(),
    ...raisedEvents(machine),
  ]);

/**
 * The shortest path to every situation (a state with the flags that guards look at and the order of its timers) that is an input's start or
 * is walked on from, each of these with one event more if that event did not yet lead from that state to the next, and every simple path
 * along the main line.
 * A situation that was reached from one input is not explored again from the next, and paths that a longer one repeats are left out.
 * `edges`, for tours alone, is the map of it all: every event in every situation.
 */
export const pathsOf = (model: ChartModel): { readonly paths: ModelPath[]; readonly edges: Edge[] } => {
  const tried = new Set<string>();
  const explored = new Set<string>();
  const isOnMainLine = new Set(model.mainLine);
  const edges: Edge[] = [];
  const events = outsideEventsOf(model);
  const mainEvents = events.filter(({ type }) => isOnMainLine.has(type));
  const found = model.inputs.flatMap((input): ModelPath[] => {
    const { machine, edgesFrom } = remembering(withSimulatedTime(model.machine));
    const common = {
      input,
      stopWhen: (snapshot: AnyMachineSnapshot) => model.isFarEnough(snapshot) || explored.has(situationOf(snapshot)),
      serializeState: situationOf,
      serializeEvent: (event: AnyEventObject) => JSON.stringify(event),
    };
    const whole = { ...common, events: comingEvents(events, model, nextTimerEvents) };
    const shortest = getShortestPaths(machine, whole);
    const next = shortest.map(({ state }) => edgesFrom(state));
    if (model.tourSteps !== undefined) edges.push(...next.flat());
    const further = oneEventFurther(shortest, next, tried);
    const simple = getSimplePaths(machine, { ...common, events: comingEvents(mainEvents, model, () => []) });
    const continued = shortest.filter(({ state, weight }) => weight === 0 || !common.stopWhen(state));
    for (const { state } of continued) explored.add(situationOf(state));
    return [
      ...continued.map((path) => ({ input, path, kind: "shortest" as const })),
      ...further.map((path) => ({ input, path, kind: "one event further" as const })),
      ...simple.map((path) => ({ input, path, kind: "simple" as const })),
    ];
  });
  return { paths: withoutRepeats(found), edges };
};

/** What comes from outside: events, and answers of tasks. */
export const outsideEventsOf = ({ events, tasks }: ChartModel): AnyEventObject[] => [...events, ...tasks.map(({ event }) => event)];

/** Whether the chart waits for this event from outside, and the model lets it come. */
export const canCome = ({ canHappen = () => true }: ChartModel, snapshot: AnyMachineSnapshot, event: AnyEventObject): boolean =>
  snapshot._nodes.some(({ transitions }) => transitions.has(event.type)) && canHappen(snapshot, event);

/**
 * Identifies an event in a state and the state that it leads to. What else differs between two situations is not worth a path of its own.
 */
export const attemptOf = ({ from, event, to }: Edge): string => JSON.stringify([from.value, { ...event, dueAtMs: undefined }, to.value]);

/** Paths that begin alike, up to here: what follows, by the event's text, and whether one of them ended here. */
type Beginning = { readonly next: Map<string, Beginning>; isTaken: boolean };

/** The paths that are no other's beginning, each once. */
const withoutRepeats = (paths: readonly ModelPath[]): ModelPath[] => {
  const texts = new Map<object, string>();
  const begin = (): Beginning => ({ next: new Map(), isTaken: false });
  const after = (before: Beginning, it: object) =>
    known(
      before.next,
      known(texts, it, () => JSON.stringify(it)),
      begin,
    );
  const start = begin();
  const ends = paths.map(({ input, path }) => path.steps.reduce((before, { event }) => after(before, event), after(start, input)));
  return paths.filter((_, index) => {
    const end = ends[index];
    if (!end || end.isTaken || end.next.size > 0) return false;
    return (end.isTaken = true);
  });
};

type Events = (snapshot: AnyMachineSnapshot) => AnyEventObject[];

/** Those of `events` that can come in the current state, in the order in which its states name them, and its `timers`. */
const comingEvents = (
  events: readonly AnyEventObject[],
  { canHappen = () => true }: ChartModel,
  timers: (time: SimulatedTime) => readonly TimerEvent[],
): Events => {
  const ownEvents = new Map<AnyStateNode, string[]>();
  const forms = new Map(events.map(({ type }) => [type, events.filter((it) => it.type === type)]));
  return (snapshot) => {
    const due = timers(timeOf(snapshot));
    const types = new Set(snapshot._nodes.flatMap((node) => known(ownEvents, node, () => node.ownEvents)));
    return [...types].flatMap((type) => [
      ...(forms.get(type) ?? []).filter((event) => canHappen(snapshot, event)),
      ...due.filter((it) => it.type === type),
    ]);
  };
};

/**
 * Makes the machine take each step only once, since the searches for paths repeat the same steps from the same start.
 * `edgesFrom` gives the steps taken from a situation so far, whichever snapshot it was first met in.
 */
const remembering = (machine: AnyStateMachine) => {
  const { getInitialSnapshot, transition } = machine;
  const starts = new Map<unknown, AnyMachineSnapshot>();
  const steps = new WeakMap<AnyMachineSnapshot, Map<unknown, Edge>>();
  const firstMet = new Map<string, Map<unknown, Edge>>();
  machine.getInitialSnapshot = (scope, input) => known(starts, input, () => getInitialSnapshot(scope, input));
  machine.transition = (from, event, scope) => {
    const taken = steps.get(from) ?? new Map<unknown, Edge>();
    steps.set(from, taken);
    known(firstMet, situationOf(from), () => taken);
    const key = isTimerEvent(event) ? event.type : event;
    return known(taken, key, () => ({ from, event, to: transition.call(machine, from, event, scope) })).to;
  };
  return { machine, edgesFrom: (from: AnyMachineSnapshot): Edge[] => [...(firstMet.get(situationOf(from))?.values() ?? [])] };
};

const known = <Key, Value>(values: Map<Key, Value>, key: Key, find: () => Value): Value => {
  const value = values.get(key) ?? find();
  values.set(key, value);
  return value;
};

type SnapshotPath = StatePath<AnyMachineSnapshot, AnyEventObject>;

/** `next`: the edges that leave the end of each path. */
const oneEventFurther = (paths: readonly SnapshotPath[], next: readonly Edge[][], tried: Set<string>): SnapshotPath[] =>
  paths.flatMap(({ steps, weight }, at) =>
    (next[at] ?? []).flatMap((edge): SnapshotPath[] => {
      const attempt = attemptOf(edge);
      if (tried.has(attempt)) return [];
      tried.add(attempt);
      return [{ state: edge.to, steps: [...steps, { event: edge.event, state: edge.to }], weight: weight + 1 }];
    }),
  );

import {
  type ActionArgs,
  type AnyActorScope,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNodeConfig,
  type AnyTransitionConfig,
  type MachineContext,
  createMachine,
  spawnChild,
  stopChild,
} from "xstate";
import { delayedEvents } from "../chart.ts";

/** A timer that runs at this point of a path, and the event that it will bring. */
type Timer = { readonly id: string; readonly delay: string; readonly event: string; readonly ms: number; readonly dueAtMs: number };
export type SimulatedTime = { readonly nowMs: number; readonly timers: readonly Timer[] };

/** The event by which a model lets a timer fire: the chart's own delayed event, with the ms at which it is due. */
export type TimerEvent = { readonly type: string; readonly delay: string; readonly dueAtMs: number };

export const isTimerEvent = (event: AnyEventObject): event is TimerEvent =>
  typeof event.dueAtMs === "number" && typeof event.delay === "string";

export const timeOf = (snapshot: { context: { time: SimulatedTime } }): SimulatedTime => snapshot.context.time;

/** The timer that fires first; empty if none runs. Time passes in a model only this way, so every path can be played on a clock. */
export const nextTimerEvents = ({ timers }: SimulatedTime): TimerEvent[] => {
  const first = timers.toSorted((a, b) => a.dueAtMs - b.dueAtMs)[0];
  return first === undefined ? [] : [{ type: first.event, delay: first.delay, dueAtMs: first.dueAtMs }];
};

/**
 * The same chart in a form that `xstate/graph` takes, which knows neither `after` nor `invoke`: delays become timers in
 * `context.time`, delayed and task events become ordinary events of the same name. States, targets, guards and actions stay.
 */
export const withSimulatedTime = (machine: AnyStateMachine): AnyStateMachine => {
  const { context, ...config } = machine.config;
  const plain: AnyStateMachine["config"] = {
    ...plainNode({ machine, delayed: new Set(delayedEvents(machine).keys()) }, config, machine.id),
    context: (args: Parameters<typeof context>[0]) => ({ ...(typeof context === "function" ? context(args) : context), time: atStart }),
  };
  return keepingTime(createMachine(plain, machine.implementations));
};

const atStart: SimulatedTime = { nowMs: 0, timers: [] };

/**
 * Makes the machine change its timers in the order of its actions, and its context once per step. Thousands of contexts are kept, and only
 * a copy of all fields at once is small and fast: XState's `assign` makes a hash table of them.
 */
const keepingTime = (machine: AnyStateMachine): AnyStateMachine => {
  const { getInitialSnapshot, transition } = machine;
  const timed = (before: SimulatedTime, scope: AnyActorScope, take: (scope: AnyActorScope) => AnyMachineSnapshot): AnyMachineSnapshot => {
    let time = before;
    const actionExecutor: AnyActorScope["actionExecutor"] = ({ exec, info }) => {
      if (isTimeChange(exec)) time = exec.change(time, info as TimeArgs);
    };
    const after = take({ ...scope, actionExecutor });
    return { ...after, context: { ...after.context, time } } as AnyMachineSnapshot;
  };
  machine.getInitialSnapshot = (scope, input) => timed(atStart, scope, (it) => getInitialSnapshot.call(machine, it, input));
  machine.transition = (snapshot, event, scope) => timed(timeOf(snapshot), scope, (it) => transition.call(machine, snapshot, event, it));
  return machine;
};

const list = <Item>(items: Item | readonly Item[] | undefined): Item[] =>
  items === undefined ? [] : Array.isArray(items) ? [...items] : [items as Item];

type Chart = { readonly machine: AnyStateMachine; readonly delayed: ReadonlySet<string> };

const plainNode = (chart: Chart, { after, invoke, states, ...node }: AnyStateNodeConfig, id: string): AnyStateNodeConfig => {
  const { machine, delayed } = chart;
  const tasks = list(invoke).map((task, index) => ({ ...task, id: task.id ?? `${index}.${id}` }));
  const delays = Object.keys(after ?? {}).map((delay) => ({ delay, event: `xstate.after.${delay}.${id}` }));
  const on: Record<string, Transition | readonly Transition[]> = {
    ...node.on,
    ...Object.fromEntries(delays.map(({ delay, event }) => [event, after?.[delay]])),
    ...Object.fromEntries(
      tasks.flatMap((task) => [
        ...(task.onDone ? [[`xstate.done.actor.${task.id}`, task.onDone]] : []),
        ...(task.onError ? [[`xstate.error.actor.${task.id}`, task.onError]] : []),
      ]),
    ),
  };
  return {
    ...node,
    on: Object.fromEntries(
      Object.entries(on).map(([event, transitions]) => [
        event,
        list<Transition>(transitions).map((it) => timed(machine, it, delayed.has(event) ? [dropFired] : [])),
      ]),
    ),
    ...(node.always && { always: list<Transition>(node.always).map((it) => timed(machine, it)) }),
    entry: [
      ...timedActions(machine, node.entry),
      ...(delays.length > 0
        ? [
            startTimers(
              machine,
              delays.map(({ delay, event }) => ({ id: event, event, delay })),
            ),
          ]
        : []),
      ...tasks.map((task) => spawnChild(task.src, { id: task.id, input: task.input })),
    ],
    exit: [
      ...timedActions(machine, node.exit),
      ...(delays.length > 0 ? [stopTimers(delays.map(({ event }) => event))] : []),
      ...tasks.map(({ id: task }) => stopChild(task)),
    ],
    ...(states && {
      states: Object.fromEntries(
        Object.entries<AnyStateNodeConfig>(states).map(([key, child]) => [key, plainNode(chart, child, child.id ?? `${id}.${key}`)]),
      ),
    }),
  };
};

type Transition = string | AnyTransitionConfig | undefined;

const timed = (machine: AnyStateMachine, transition: Transition, before: unknown[] = []): Transition =>
  typeof transition === "object" ? { ...transition, actions: [...before, ...timedActions(machine, transition.actions)] } : transition;

/** A delayed `raise` and its `cancel` are timers too. */
const timedActions = (machine: AnyStateMachine, actions: unknown): unknown[] =>
  list(actions).map((action) => {
    if (typeof action !== "function" || !("type" in action)) return action;
    if (action.type === "xstate.raise" && "delay" in action && "event" in action && "id" in action && action.delay !== undefined) {
      const { type } = action.event as AnyEventObject;
      return startTimers(machine, [{ id: String(action.id ?? type), event: type, delay: String(action.delay) }]);
    }
    return action.type === "xstate.cancel" && "sendId" in action ? stopTimers([String(action.sendId)]) : action;
  });

type TimeArgs = ActionArgs<MachineContext, AnyEventObject, AnyEventObject>;

/** An action that only changes which timers run. */
type TimeChange = (() => void) & { readonly change: (time: SimulatedTime, args: TimeArgs) => SimulatedTime };

const timeChange = (change: TimeChange["change"]): TimeChange => Object.assign(() => {}, { change });
const isTimeChange = (action: unknown): action is TimeChange => typeof action === "function" && "change" in action;

type Start = { readonly id: string; readonly event: string; readonly delay: string };

const startTimers = (machine: AnyStateMachine, starts: readonly Start[]): TimeChange => {
  const ids = starts.map(({ id }) => id);
  return timeChange((time, args) => {
    const { nowMs, timers } = passed(time, args, ids);
    const started = starts.map((start): Timer => {
      const expression = machine.implementations.delays[start.delay] ?? Number(start.delay);
      const ms: number = typeof expression === "function" ? expression(args, undefined) : expression;
      return { ...start, ms, dueAtMs: nowMs + ms };
    });
    return { nowMs, timers: [...timers, ...started] };
  });
};

const stopTimers = (ids: readonly string[]): TimeChange => timeChange((time, args) => passed(time, args, ids));

/** Removes a timer that has fired, even if its state stays. */
const dropFired = timeChange((time, { event }) =>
  isTimerEvent(event)
    ? {
        nowMs: Math.max(time.nowMs, event.dueAtMs),
        timers: time.timers.filter((it) => it.event !== event.type || it.dueAtMs !== event.dueAtMs),
      }
    : time,
);

const passed = ({ nowMs, timers }: SimulatedTime, { event }: TimeArgs, ids: readonly string[]): SimulatedTime => ({
  nowMs: Math.max(nowMs, isTimerEvent(event) ? event.dueAtMs : 0),
  timers: timers.filter((it) => !ids.includes(it.id)),
});

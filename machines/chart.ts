import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition, StateValue } from "xstate";

/** One branch of the chart, in words. `event` is the event's type, "always", "after DELAY", "done TASK" or "failed TASK". */
export type ChartTransition = {
  /** Names the branch: unique in its chart and stable while the chart does not change. */
  readonly key: string;
  readonly source: string;
  readonly event: string;
  readonly guard: string | null;
  /** Empty if the branch only acts. */
  readonly targets: readonly string[];
  readonly actions: readonly string[];
  readonly definition: AnyTransitionDefinition;
};

/** The path of a state in its chart, such as "IN_PROGRESS.gemini.parked"; the chart itself is its id. */
export const nameOf = (node: AnyStateNode): string => (node.path.length === 0 ? node.id : node.path.join("."));

/** A state and all states inside it, parents before children. */
export const withDescendants = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(withDescendants)];

/** Every state of the chart, the chart itself included, parents before children. */
export const statesOf = (machine: AnyStateMachine): AnyStateNode[] => withDescendants(machine.root);

/** Every branch that leaves one state, in the order in which the chart tries them. */
export const branchesOf = (node: AnyStateNode): ChartTransition[] => {
  const lists: AnyTransitionDefinition[][] = [...(node.always ? [node.always] : []), ...node.transitions.values()];
  return lists.flatMap((branches) => branches.map((definition, index) => branch(node, definition, index)));
};

/** Every branch of the chart. */
export const transitionsOf = (machine: AnyStateMachine): ChartTransition[] => statesOf(machine).flatMap(branchesOf);

/** The actions of entering or leaving a state, in words, without the timers of `after`, which are branches. */
export const actionsOf = (actions: readonly unknown[]): string[] =>
  actions.map(labelOf).filter((label) => !/^(raise|cancel) xstate\.after\./.test(label));

/** The innermost states of a value by their paths, such as "IN_PROGRESS.gemini.parked" and "IN_PROGRESS.client.away". */
export const leavesOf = (value: StateValue): string[] => {
  if (typeof value === "string") return [value];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (inner === undefined) return [];
    const leaves = leavesOf(inner);
    return leaves.length === 0 ? [name] : leaves.map((leaf) => `${name}.${leaf}`);
  });
};

/** The events that the chart's delays bring, each with the name of its delay: those of `after`, and those raised with a delay. */
export const delayedEvents = (machine: AnyStateMachine): Map<string, string> =>
  new Map(
    transitionsOf(machine).flatMap(({ definition, event, actions }) => {
      const after = /^after (\S+)$/.exec(event)?.[1];
      const raised = actions.flatMap((action) => (/^raise (\S+) after (\S+)$/.exec(action) ?? []).slice(1));
      return [
        ...(after === undefined ? [] : [[definition.eventType, after] as const]),
        ...(raised[0] === undefined || raised[1] === undefined ? [] : [[raised[0], raised[1]] as const]),
      ];
    }),
  );

/** The events that the chart raises without a delay. */
export const raisedEvents = (machine: AnyStateMachine): Set<string> =>
  new Set(
    statesOf(machine)
      .flatMap((node) => [...node.entry, ...node.exit, ...branchesOf(node).flatMap(({ definition }) => definition.actions)])
      .flatMap((action) => /^raise (\S+)$/.exec(labelOf(action))?.[1] ?? []),
  );

const branch = (node: AnyStateNode, definition: AnyTransitionDefinition, index: number): ChartTransition => {
  const source = nameOf(node);
  const event = eventName(node, definition.eventType);
  const guard = definition.guard ? labelOf(definition.guard) : null;
  const targets = (definition.target ?? []).map(nameOf);
  const order = index === 0 ? "" : ` #${index + 1}`;
  const key = `${source} on ${event}${order}${guard ? ` if ${guard}` : ""} → ${targets.join(" and ") || "stays"}`;
  return { key, source, event, guard, targets, actions: definition.actions.map(labelOf), definition };
};

const eventName = (node: AnyStateNode, type: string): string => {
  if (type === "") return "always";
  for (const { id, src } of node.invoke) {
    if (type === `xstate.done.actor.${id}`) return `done ${String(src)}`;
    if (type === `xstate.error.actor.${id}`) return `failed ${String(src)}`;
  }
  const delay = node.after.find((it) => it.eventType === type)?.delay;
  return delay === undefined ? type : `after ${String(delay)}`;
};

/** A guard or an action in words: its name, and those of its params that the chart itself fixes. */
const labelOf = (it: unknown): string => {
  if (typeof it === "string") return it;
  if (typeof it === "function") return builtIn(it);
  if (typeof it !== "object" || it === null || !("type" in it)) return "unnamed";
  return [String(it.type), ...fixedParams("params" in it ? it.params : undefined)].join(" ");
};

/** XState's own actions carry what they do as properties of a function. */
const builtIn = (action: object): string => {
  const own: {
    type?: unknown;
    to?: unknown;
    event?: unknown;
    id?: unknown;
    src?: unknown;
    actorRef?: unknown;
    sendId?: unknown;
    delay?: unknown;
  } = {
    ...action,
  };
  const type = eventType(own.event);
  switch (own.type) {
    case "xstate.sendTo":
      return `tell ${String(own.to)} ${type}`;
    case "xstate.raise":
      return own.delay === undefined ? `raise ${type}` : `raise ${type} after ${String(own.delay)}`;
    case "xstate.cancel":
      return `cancel ${String(own.sendId)}`;
    case "xstate.spawnChild":
      return ["open", String(own.src), ...fixedParams("input" in action ? action.input : undefined)].join(" ");
    case "xstate.stopChild":
      return `close ${String(own.actorRef)}`;
    default:
      return String(own.type ?? "unnamed");
  }
};

const eventType = (event: unknown): string => {
  const made = typeof event === "function" ? attempt(() => event({ context: {}, event: {} })) : event;
  return typeof made === "object" && made !== null && "type" in made ? String(made.type) : "an event";
};

/** The params that the chart fixes. Those that depend on the event come out empty for an empty event, and are left out. */
const fixedParams = (params: unknown): string[] => {
  const made = typeof params === "function" ? attempt(() => params({ context: {}, event: {} })) : params;
  if (typeof made !== "object" || made === null) return [];
  return Object.entries(made).flatMap(([name, value]) =>
    isFixed(value) ? [name === "is" ? String(value) : `${name}=${String(value)}`] : [],
  );
};

const isFixed = (value: unknown): boolean =>
  typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value !== "");

const attempt = (make: () => unknown): unknown => {
  try {
    return make();
  } catch {
    return undefined;
  }
};

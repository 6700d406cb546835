import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from "xstate";

/** One way out of a state, or, without a target, one thing done while staying in it. */
export type ChartTransition = { source: string; target: string | null; on: string; guard: string | null; actions: string[] };

/** `parent` is null for the states at the top; `isInitial` is meant within the parent. */
export type ChartState = {
  id: string;
  name: string;
  parent: string | null;
  kind: "atomic" | "compound" | "parallel" | "final";
  isInitial: boolean;
  entry: string[];
  exit: string[];
  invokes: string[];
};

/** A machine as something to draw: parents stand before their children. `root` holds what is done in any state. */
export type ChartGraph = { id: string; root: ChartState; states: ChartState[]; transitions: ChartTransition[] };

/** Reads the drawing off the machine itself, so that it cannot differ from what runs. */
export const chartGraph = (machine: AnyStateMachine): ChartGraph => {
  const below = (node: AnyStateNode): AnyStateNode[] => Object.values(node.states).flatMap((it) => [it, ...below(it)]);
  const nodes = below(machine.root);
  return {
    id: machine.id,
    root: chartState(machine.root),
    states: nodes.map(chartState),
    transitions: [machine.root, ...nodes].flatMap(transitionsOf),
  };
};

const chartState = (node: AnyStateNode): ChartState => ({
  id: node.id,
  name: node.key,
  parent: node.parent?.parent ? node.parent.id : null,
  kind: node.type === "history" ? "atomic" : node.type,
  isInitial: node.parent?.config.initial === node.key,
  entry: node.entry.flatMap(actionLabel),
  exit: node.exit.flatMap(actionLabel),
  invokes: node.invoke.map((it) => String(it.src)),
});

const transitionsOf = (node: AnyStateNode): ChartTransition[] => {
  const all: AnyTransitionDefinition[] = [...node.transitions.values()].flat();
  return [...all, ...(node.always ?? [])].flatMap((it) =>
    (it.target ?? [null]).map((target) => ({
      source: node.id,
      target: target?.id ?? null,
      on: eventLabel(it.eventType, node),
      guard: it.guard === undefined ? null : named(it.guard),
      actions: it.actions.flatMap(actionLabel),
    })),
  );
};

const eventLabel = (eventType: string, node: AnyStateNode): string => {
  if (eventType === "") return "always";
  const [, kind, id] = /^xstate\.(after|done\.actor|error\.actor|done\.state)\.(.*)$/.exec(eventType) ?? [];
  if (kind === "after") return `after ${id?.replace(`.${node.id}`, "")}`;
  if (kind === "done.state") return "done";
  if (kind === undefined) return eventType;
  const invoked = node.invoke.find((it) => it.id === id);
  return `${kind === "done.actor" ? "done" : "error"} ${String(invoked?.src ?? id)}`;
};

/** XState's own actions carry what they do as fields; those that only run an `after` are part of its label already. */
type Action = { type?: unknown; params?: unknown; [field: string]: unknown };

const actionLabel = (action: unknown): string[] => {
  if (typeof action === "string") return [action];
  const it = action as Action;
  switch (it.type) {
    case "xstate.raise":
      return typeIn(it["event"]).startsWith("xstate.after.") ? [] : [`raise ${typeIn(it["event"])}`];
    case "xstate.cancel":
      return String(it["sendId"]).startsWith("xstate.after.") ? [] : [`cancel ${String(it["sendId"])}`];
    case "xstate.sendTo":
      return [`send ${typeIn(it["event"])} to ${String(it["to"])}`];
    case "xstate.spawnChild":
      return [`start ${String(it["id"] ?? it["src"])}${argumentsIn(it["input"])}`];
    case "xstate.stopChild":
      return [`stop ${String(it["actorRef"])}`];
    default:
      return [named(action)];
  }
};

/** The event of a `sendTo` may be made from the one that is handled: an empty one shows its type. */
const typeIn = (event: unknown): string => {
  const made = resolved(event);
  return typeof made === "object" && made !== null && "type" in made ? String(made.type) : "an event";
};

const named = (it: unknown): string => {
  if (typeof it === "string") return it;
  const { type, params } = it as Action;
  return `${typeof type === "string" ? type : "inline"}${argumentsIn(params)}`;
};

/** `(4004)` of `{ is: 4004 }`: what the chart itself fixes; what comes from an event at run time stays out. */
const argumentsIn = (params: unknown): string => {
  const made = resolved(params);
  const fixed = typeof made === "object" && made !== null ? Object.values(made).filter(isPrimitive) : [];
  return fixed.length === 0 ? "" : `(${fixed.join(", ")})`;
};

const isPrimitive = (it: unknown) => (typeof it === "string" && it !== "") || typeof it === "number" || typeof it === "boolean";

const resolved = (it: unknown): unknown => {
  if (typeof it !== "function") return it;
  try {
    return it({ context: {}, event: {} }, {});
  } catch {
    return undefined;
  }
};

import type { AnyStateMachine, AnyStateNode } from "xstate";
import { actionsOf, branchesOf, statesOf } from "../machines/chart.ts";

/** A transition to another state, or, with `target` null, what an event does while the state stays. */
export type ChartTransition = { source: string; target: string | null; on: string; guard: string | null; actions: string[] };

/** `parent` is null for top-level states. `isInitial` refers to the parent. */
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

/** A machine as a graph for drawing. Parents precede their children; `root` has what is done in every state. */
export type ChartGraph = { id: string; root: ChartState; states: ChartState[]; transitions: ChartTransition[] };

/** Derives the graph from the machine itself, so that it cannot differ from what runs. */
export const chartGraph = (machine: AnyStateMachine): ChartGraph => {
  const [, ...nodes] = statesOf(machine);
  return {
    id: machine.id,
    root: chartState(machine.root),
    states: nodes.map(chartState),
    transitions: [machine.root, ...nodes].flatMap(waysOut),
  };
};

const chartState = (node: AnyStateNode): ChartState => ({
  id: node.id,
  name: node.key,
  parent: node.parent?.parent ? node.parent.id : null,
  kind: node.type === "history" ? "atomic" : node.type,
  isInitial: node.parent?.config.initial === node.key,
  entry: actionsOf(node.entry),
  exit: actionsOf(node.exit),
  invokes: node.invoke.map((it) => String(it.src)),
});

const waysOut = (node: AnyStateNode): ChartTransition[] =>
  branchesOf(node).flatMap(({ definition, event, guard, actions }) =>
    (definition.target ?? [null]).map((target) => ({
      source: node.id,
      target: target?.id ?? null,
      on: event,
      guard,
      actions: [...actions],
    })),
  );

import type { AnyStateMachine, AnyStateNode } from "xstate";
import { withDescendants } from "./chart.ts";
import { interviewMachine } from "./interview.ts";
import type { Status } from "../contract/vocabulary.ts";

const statusOf = (node: AnyStateNode): Status => node.path[0] as Status;

/** The statuses that the interview chart can move to from `status`, read off its transitions. */
export const nextStatuses = (status: Status): Status[] => {
  const machine: AnyStateMachine = interviewMachine;
  const nodes = withDescendants(machine.states[status] as AnyStateNode);
  const targets = nodes.flatMap((node) => [...node.transitions.values(), node.always ?? []].flat()).flatMap((it) => it.target ?? []);
  // A root transition (deletion) leaves the chart, not a status; only a status's own transitions count. COMPLETED and ERROR have none.
  return [...new Set(targets.map(statusOf))].filter((next) => next !== status);
};

/** Who asks for the move: the Durable Object, or the candidate through the app. */
export type Reporter = "worker" | "user";

/**
 * Whether an interview may move from one status to another. The chart decides the moves; besides, the candidate may neither report a start
 * nor complete what never started (only the Worker knows that its first report was lost).
 */
export const mayMove = (from: Status, to: Status, by: Reporter): boolean =>
  nextStatuses(from).includes(to) && (by === "worker" || (to !== "IN_PROGRESS" && !(from === "PENDING" && to === "COMPLETED")));

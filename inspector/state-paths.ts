import { leavesOf } from "../machines/chart.ts";
import type { StateValue } from "./observation.ts";

/** Ids of every state that a machine is in, outer ones first: `interview.IN_PROGRESS`, `interview.IN_PROGRESS.client`, … */
export const statesIn = (machineId: string, value: StateValue): string[] =>
  typeof value === "string"
    ? [`${machineId}.${value}`]
    : Object.entries(value).flatMap(([key, below]) => [`${machineId}.${key}`, ...statesIn(`${machineId}.${key}`, below)]);

/** Ids of the innermost states only: what a person calls the current state. */
export const leavesIn = (machineId: string, value: StateValue): string[] => leavesOf(value).map((path) => `${machineId}.${path}`);

/** A state's id without its machine's: `IN_PROGRESS.client.away`. */
export const pathOf = (id: string): string => id.slice(id.indexOf(".") + 1);

import { leavesOf } from "../machines/chart.ts";
import type { StateValue } from "./observation.ts";

/** The ids of all active states, outer ones first: `interview.IN_PROGRESS`, `interview.IN_PROGRESS.client`, … */
export const statesIn = (machineId: string, value: StateValue): string[] =>
  typeof value === "string"
    ? [`${machineId}.${value}`]
    : Object.entries(value).flatMap(([key, below]) => [`${machineId}.${key}`, ...statesIn(`${machineId}.${key}`, below)]);

/** The ids of the active leaf states: what a person calls the current state. */
export const leavesIn = (machineId: string, value: StateValue): string[] => leavesOf(value).map((path) => `${machineId}.${path}`);

/** A state's id without that of its machine: `IN_PROGRESS.client.away`. */
export const pathOf = (id: string): string => id.slice(id.indexOf(".") + 1);

import type { AnyMachineSnapshot, AnyStateMachine, StateValue } from "xstate";
import { timeOf } from "./simulated-time.ts";

/**
 * What tells two snapshots apart: the state, the facts that guards look at, the order of the timers, and in which third of its time each
 * timer is.
 */
export const situationOf = (snapshot: AnyMachineSnapshot): string => {
  const known = situations.get(snapshot);
  if (known !== undefined) return known;
  const { nowMs, timers } = timeOf(snapshot);
  const running = timers
    .toSorted((a, b) => a.dueAtMs - b.dueAtMs)
    .map(({ event, dueAtMs, ms }) => [event, Math.ceil((3 * (dueAtMs - nowMs)) / ms)]);
  const situation = JSON.stringify([placeOf(snapshot), running]);
  situations.set(snapshot, situation);
  return situation;
};

/** A walk asks for the same snapshot's situation dozens of times. */
const situations = new WeakMap<AnyMachineSnapshot, string>();

/**
 * The state and what guards look at: flags and counts as they are, lists by whether they have items, anything else by whether it is there.
 */
export const placeOf = ({ value, context, machine }: AnyMachineSnapshot): string =>
  JSON.stringify([value, ...namesReadIn(machine).map((name) => [name, plain(context[name])])]);

/** Whether two snapshots, of one chart or of two forms of it, are in the same place. */
export const isSamePlace = (a: AnyMachineSnapshot, b: AnyMachineSnapshot): boolean =>
  isSameValue(a.value, b.value) && namesReadIn(a.machine).every((name) => plain(a.context[name]) === plain(b.context[name]));

const isSameValue = (a: StateValue | undefined, b: StateValue | undefined): boolean => {
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  const states = Object.keys(a);
  return states.length === Object.keys(b).length && states.every((state) => isSameValue(a[state], b[state]));
};

const plain = (value: unknown): unknown => {
  if (typeof value === "boolean" || typeof value === "number") return value;
  return Array.isArray(value) ? value.length > 0 : value !== null;
};

/** The functions that a guard consists of: XState's own guards ask others, or look at the state. */
const deciding = (guard: unknown): ((...args: unknown[]) => unknown)[] => {
  if (typeof guard !== "function") return [];
  if (!("check" in guard)) return [guard as (...args: unknown[]) => unknown];
  return "guards" in guard && Array.isArray(guard.guards) ? guard.guards.flatMap(deciding) : [];
};

const namesRead = new WeakMap<object, readonly string[]>();

/** The fields of the context that the chart's guards read. Each guard is called twice, so that `a && b` and `a || b` both show b. */
export const namesReadIn = (machine: AnyStateMachine): readonly string[] => {
  const guards: Record<string, unknown> = machine.implementations.guards;
  const known = namesRead.get(guards);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const context = (answer: boolean) =>
    new Proxy(
      {},
      {
        get: (_, name) => {
          names.add(String(name));
          return answer;
        },
      },
    );
  for (const guard of Object.values(guards).flatMap(deciding)) {
    for (const answer of [true, false]) guard({ context: context(answer), event: {} }, {});
  }
  const found = [...names].toSorted();
  namesRead.set(guards, found);
  return found;
};

import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  type InspectionEvent,
  isMachineSnapshot,
} from "xstate";
import { type ChartTransition, delayedEvents, nameOf, statesOf, transitionsOf } from "../chart.ts";

/** What can be covered of a chart, each item in words: "state S", "transition T", "guard T true", "guard T false", "delay D". */
export type CoverageItem = string;

const coverageKinds = ["state", "transition", "guard", "delay"] as const;

/** Everything that a complete set of paths covers: states, branches, both outcomes of every guarded branch, delays that elapsed. */
export const itemsOf = (machine: AnyStateMachine): CoverageItem[] => [
  ...statesOf(machine).map((node) => `state ${nameOf(node)}`),
  ...transitionsOf(machine).flatMap(({ key, guard }) => [
    `transition ${key}`,
    ...(guard === null ? [] : [`guard ${key} true`, `guard ${key} false`]),
  ]),
  ...Object.keys(machine.implementations.delays).map((delay) => `delay ${delay}`),
];

/**
 * Watches actors of one machine. The machine's guards are wrapped in place, so give it one of your own (`.provide()` makes one).
 * `covered` gains items while actors started with `inspect` run; set it to a new set to watch one path alone.
 */
export class Coverage {
  covered = new Set<CoverageItem>();
  // Items are named in advance, because a walk covers each of them thousands of times.
  readonly #states: ReadonlyMap<AnyStateNode, CoverageItem>;
  readonly #transitions = new Map<AnyTransitionDefinition, CoverageItem>();
  readonly #delays: ReadonlyMap<string, CoverageItem>;

  constructor(machine: AnyStateMachine) {
    this.#states = new Map(statesOf(machine).map((node) => [node, `state ${nameOf(node)}`]));
    this.#delays = new Map([...delayedEvents(machine)].map(([event, delay]) => [event, `delay ${delay}`]));
    for (const branch of transitionsOf(machine)) {
      this.#transitions.set(branch.definition, `transition ${branch.key}`);
      this.#watchGuard(machine, branch);
    }
  }

  readonly inspect = (inspected: InspectionEvent): void => {
    if (inspected.type !== "@xstate.microstep") return;
    this.#add(this.#delays.get(inspected.event.type));
    for (const definition of inspected._transitions) {
      // A state that a chart only passes through as it starts shows in no snapshot.
      this.#add(this.#states.get(definition.source));
      this.#add(this.#transitions.get(definition));
    }
    if (isMachineSnapshot(inspected.snapshot)) this.addStates(inspected.snapshot);
  };

  addStates(snapshot: AnyMachineSnapshot): void {
    for (const node of snapshot._nodes) this.#add(this.#states.get(node));
  }

  #add(item: CoverageItem | undefined): void {
    if (item !== undefined) this.covered.add(item);
  }

  #watchGuard(machine: AnyStateMachine, { key, definition }: ChartTransition): void {
    const { guard } = definition;
    if (guard === undefined) return;
    const { type, params } =
      typeof guard === "object" && "type" in guard ? { params: undefined, ...guard } : { type: guard, params: undefined };
    const decide: unknown = typeof type === "function" ? type : machine.implementations.guards[String(type)];
    if (typeof decide !== "function") throw new Error(`The guard of "${key}" is not a named guard`);
    const [passed, refused] = [`guard ${key} true`, `guard ${key} false`];
    const seen = (decided: unknown): boolean => {
      const isPassed = Boolean(decided);
      this.covered.add(isPassed ? passed : refused);
      return isPassed;
    };
    // One of XState's own guards, which looks at the whole state.
    const check: unknown = "check" in decide ? decide.check : undefined;
    definition.guard =
      typeof check === "function"
        ? Object.assign(() => false, { check: (snapshot: unknown, args: unknown) => seen(check(snapshot, args, decide)) })
        : (args: unknown) => seen(decide(args, typeof params === "function" ? params(args) : params));
  }
}

/** One line per kind, then what is missing by name, with the reason if the model does not know the event. */
export const reportOf = (machine: AnyStateMachine, covered: ReadonlySet<CoverageItem>, knownEvents: ReadonlySet<string>): string => {
  const items = itemsOf(machine);
  const lines = coverageKinds.map((kind) => {
    const ofKind = items.filter((it) => it.startsWith(`${kind} `));
    const count = ofKind.filter((it) => covered.has(it)).length;
    const percent = ofKind.length === 0 ? 100 : Math.floor((100 * count) / ofKind.length);
    return `${machine.id}: ${`${kind}s`.padEnd(11)} ${String(count).padStart(4)} of ${String(ofKind.length).padStart(4)}  ${percent} %`;
  });
  return [...lines, ...missingFrom(machine, covered, knownEvents).map((it) => `${machine.id}: not covered: ${it}`)].join("\n");
};

/** The uncovered items, each with the reason if the model does not know its event. */
export const missingFrom = (machine: AnyStateMachine, covered: ReadonlySet<CoverageItem>, knownEvents: ReadonlySet<string>): string[] => {
  const unknown = new Map(
    transitionsOf(machine)
      .filter(({ definition }) => definition.eventType !== "" && !knownEvents.has(definition.eventType))
      .map(({ key, event }) => [`transition ${key}`, event]),
  );
  return itemsOf(machine)
    .filter((it) => !covered.has(it))
    .map((it) => (unknown.has(it) ? `${it} (the model knows no event "${unknown.get(it)}")` : it));
};
